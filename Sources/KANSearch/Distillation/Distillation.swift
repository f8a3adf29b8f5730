import KANData
import KANFormula
import KANModel
import KANSymbolic

/// A law that describes an oracle, with its accuracy.
public struct Distillation: Sendable {
  /// The points and the result of one round.
  package struct Round: Sendable, Hashable, Codable {
    /// The number of points so far, without those for judging.
    package let points: Int
    /// The law of the round; `nil` if none was found.
    package let formula: String?
    /// √(mean square error) on the points to which no law was fitted; `nil` without a law.
    package let rmse: Double?
    /// The largest error there.
    package let maximumError: Double?
    /// The share of the oracle's variance over the box that the law explains.
    package let varianceShare: Double?
  }

  /// The search of the best round; its laws are also measured on the part `box`.
  public internal(set) var discovery: Discovery
  /// The points on which it was found, with the oracle's values.
  public let points: Dataset
  /// The rounds in order.
  package let rounds: [Round]
  /// The number of evaluations of the oracle.
  public let asked: Int
  /// The distance between the law and the network, seen and proven on the whole box; `nil` for other oracles.
  package internal(set) var agreement: NetworkAgreement?

  /// A proven upper bound on the distance between the law and the network everywhere in the box, in the unit of the output; `nil`
  /// if nothing is proven.
  public var provenDistance: Double? { agreement?.certified.bound }

  /// The law's agreement with the oracle on points throughout the box to which it was not fitted; `nil` without a law.
  public var onBox: Formula.Fidelity? { discovery.formula?.fidelity.first { $0.part == Self.boxPart } }

  /// The largest number of inputs of a network for which a bound on the distance of its law is proven; for more, boxes are too many.
  public static let largestProvenDimension = 4

  /// The name of the points throughout the box among the parts of the data.
  package static let boxPart = "box"
}
