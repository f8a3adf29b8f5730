import KANFormula
import KANModel

/// What a search brought to light.
public struct Discovery: Sendable {
  /// The law, with its errors; for `.none` the best that was found, if anything closed was.
  public let formula: Formula?
  /// The network that the law came from; the best spline network if there is no law.
  public let network: Network
  /// What was tried and how it went.
  public let account: DiscoveryAccount
  /// The best formula at each complexity, simplest first.
  public let alternatives: [Formula]
}
