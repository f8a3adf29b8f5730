/// The stages of a search, each of which can be left out to see what it brings.
public struct DiscoveryMethods: OptionSet, Sendable, Hashable, Codable {
  /// One bit a stage.
  public let rawValue: Int

  /// The stages of the given bits.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// One linear fit of logarithms: is the target a product of powers?
  public static let monomials = DiscoveryMethods(rawValue: 1)
  /// Sums, ratios and products of few terms, by linear selection.
  public static let closedForms = DiscoveryMethods(rawValue: 2)
  /// Factors of single inputs are divided out first.
  public static let division = DiscoveryMethods(rawValue: 4)
  /// Functions of one product of powers.
  public static let indices = DiscoveryMethods(rawValue: 8)
  /// Networks of growing structure; without it only the sum of curves is trained.
  public static let networks = DiscoveryMethods(rawValue: 16)
  /// Recognition of constants, and with it the removal of superfluous terms.
  public static let constants = DiscoveryMethods(rawValue: 32)

  /// Every stage.
  public static let all: DiscoveryMethods = [
    .monomials, .closedForms, .division, .indices, .networks, .constants,
  ]
}
