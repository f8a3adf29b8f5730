import SwiftKAN

extension DiscoveryMethods {
  /// The stages of a search as the command line calls them.
  static let names: [(name: String, method: DiscoveryMethods)] = [
    ("monomials", .monomials), ("closed-forms", .closedForms), ("division", .division), ("indices", .indices),
    ("networks", .networks), ("constants", .constants),
  ]

  /// All stages but the named ones.
  init(without names: [String]) throws {
    self = .all
    for name in names {
      guard let stage = Self.names.first(where: { $0.name == name }) else {
        throw Failure(
          "--without knows no stage '\(name)'; there are \(Self.names.map(\.name).joined(separator: ", "))",
          status: .usage)
      }
      subtract(stage.method)
    }
  }
}
