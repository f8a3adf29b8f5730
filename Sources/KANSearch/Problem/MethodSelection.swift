/// The enabled families, reductions and stages: all but those left out by name.
package struct MethodSelection: Sendable, Hashable, Codable {
  /// The names of the members that are left out.
  package let excluded: Set<String>

  /// All members except some.
  package init(without excluded: Set<String> = []) { self.excluded = excluded }

  /// Every member.
  package static let all = MethodSelection()

  /// Whether a member is enabled.
  package func contains(_ name: String) -> Bool { !excluded.contains(name) }
}
