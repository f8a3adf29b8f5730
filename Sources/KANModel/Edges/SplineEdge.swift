/// A learnable curve φ(x) = w·b(x) + Σₙ cₙ·Bₙ(x) on the knots of its input.
///
/// b is the layer's base function, Bₙ are the B-splines of the layer's order.
public struct SplineEdge: Hashable, Sendable, Codable {
  /// The weight w of the base function.
  public var baseWeight: Double
  /// The G + k coefficients cₙ.
  public var coefficients: [Double]

  /// A curve from its weight and coefficients.
  public init(baseWeight: Double, coefficients: [Double]) {
    self.baseWeight = baseWeight
    self.coefficients = coefficients
  }
}
