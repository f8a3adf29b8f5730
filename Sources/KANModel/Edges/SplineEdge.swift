/// A learnable curve φ(x) = w·b(x) + Σₙ cₙ·Bₙ(x) on the knots of its input.
///
/// b is the layer's base function, and Bₙ are the B-splines of the layer's order.
package struct SplineEdge: Hashable, Sendable, Codable {
  /// The weight w of the base function.
  package var baseWeight: Double
  /// The G + k coefficients cₙ.
  package var coefficients: [Double]

  /// A curve from its weight and coefficients.
  package init(baseWeight: Double, coefficients: [Double]) {
    self.baseWeight = baseWeight
    self.coefficients = coefficients
  }
}
