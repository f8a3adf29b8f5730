import KANData
import KANFormula
import KANModel

/// What a search brought to light.
public struct Discovery: Sendable {
  /// The law, with its errors; for `.none` the best that was found, if anything closed was.
  public var formula: Formula?
  /// The network that the law came from; the best spline network if there is no law.
  public let network: Network
  /// What was tried and how it went.
  public let account: DiscoveryAccount
  /// The best formula at each complexity, simplest first.
  public var alternatives: [Formula]

  /// The discovery with all its formulas measured on one more part of the data.
  public func measured(on data: Dataset, as part: String) throws(SymbolicError) -> Discovery {
    var result = self
    result.formula = try formula?.measured(on: data, as: part)
    result.alternatives = []
    for alternative in alternatives {
      result.alternatives.append(try alternative.measured(on: data, as: part))
    }
    return result
  }
}
