import KANData
import KANFormula
import KANModel
import KANSymbolic

/// A law that stands for an oracle, and how well it does.
public struct Distillation: Sendable {
  /// What one round asked and found.
  package struct Round: Sendable, Hashable, Codable {
    /// The points asked so far, those to judge by left out.
    package let points: Int
    /// The law of the round; `nil` if none was found.
    package let formula: String?
    /// √(mean square error) on the points that no law was fitted to; `nil` without a law.
    package let rmse: Double?
    /// The largest error there.
    package let maximumError: Double?
    /// The share of the oracle's variance over the box that the law carries.
    package let varianceShare: Double?
  }

  /// The search of the best round; its laws are also measured on the part `box`.
  public internal(set) var discovery: Discovery
  /// The points that it was found on, with the oracle's values.
  public let points: Dataset
  /// The rounds in order.
  package let rounds: [Round]
  /// How often the oracle was asked for a value.
  public let asked: Int
  /// How far the law is from the network that was asked, seen and proven on the whole box; `nil` for other oracles.
  package internal(set) var agreement: NetworkAgreement?

  /// What the distance between the law and the network that was asked exceeds nowhere in the box, proven, in the unit of the output; `nil`
  /// where nothing is proven.
  public var provenDistance: Double? { agreement?.certified.bound }

  /// The law's agreement with the oracle on points all over the box that it was not fitted to; `nil` without a law.
  public var onBox: Formula.Fidelity? { discovery.formula?.fidelity.first { $0.part == Self.boxPart } }

  /// The largest number of inputs of a network for which a bound on the distance of its law is proven; for more, boxes are too many.
  public static let largestProvenDimension = 4

  /// What the points all over the box are called among the parts of the data.
  package static let boxPart = "box"
}
