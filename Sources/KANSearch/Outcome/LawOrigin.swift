/// How a law came about, for those who tell its story.
public enum LawOrigin: Sendable, Hashable, Codable {
  /// A family of laws proposed it, without a network: the name of the family.
  case family(String)
  /// It was read off a trained network of this structure, for example `f1(pt)·f2(met)`.
  case network(structure: String)
  /// It was found among dimensionless groups, for example `v/c`.
  case groups(String)

  /// Whether a trained network had part in it.
  public var isFromNetwork: Bool {
    if case .network = self { true } else { false }
  }

  /// The method or structure, as tables name it.
  public var name: String {
    switch self {
    case .family(let name): name
    case .network(let structure): structure
    case .groups(let groups): groups
    }
  }
}
