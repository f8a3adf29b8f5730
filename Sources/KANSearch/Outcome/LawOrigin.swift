/// The origin of a law, for reports.
package enum LawOrigin: Sendable, Hashable, Codable {
  /// A family of laws proposed it, without a network: the name of the family.
  case family(String)
  /// It was read off a trained network of this structure, for example `f1(pt)·f2(met)`.
  case network(structure: String)
  /// It was found among dimensionless groups, for example `v/c`.
  case groups(String)
  /// It fills a given form with unknown functions, for example `sqrt(f(x)^2 + g(y))`.
  case form(String)

  /// Whether a trained network was involved.
  package var isFromNetwork: Bool {
    if case .network = self { true } else { false }
  }

  /// The name of the method or structure in tables.
  package var name: String {
    switch self {
    case .family(let name): name
    case .network(let structure): structure
    case .groups(let groups): groups
    case .form(let text): text
    }
  }

  private enum CodingKeys: String, CodingKey { case kind, name }
  private enum Kind: String, Codable { case family, network, groups, form }

  /// Reads `{"kind": "family", "name": "power-laws"}`.
  package init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let name = try container.decode(String.self, forKey: .name)
    switch try container.decode(Kind.self, forKey: .kind) {
    case .family: self = .family(name)
    case .network: self = .network(structure: name)
    case .groups: self = .groups(name)
    case .form: self = .form(name)
    }
  }

  /// Writes what `init(from:)` reads.
  package func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    let kind: Kind =
      switch self {
      case .family: .family
      case .network: .network
      case .groups: .groups
      case .form: .form
      }
    try container.encode(kind, forKey: .kind)
    try container.encode(name, forKey: .name)
  }
}
