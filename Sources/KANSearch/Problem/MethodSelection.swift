/// Which members of the search take part: all but those left out by name.
public struct MethodSelection: Sendable, Hashable, Codable {
  /// The names of the members that are left out.
  public let excluded: Set<String>

  /// All members but some.
  public init(without excluded: Set<String> = []) { self.excluded = excluded }

  /// Every member.
  public static let all = MethodSelection()

  /// Whether a member takes part.
  package func contains(_ name: String) -> Bool { !excluded.contains(name) }
}
