/// What the residuals of a law are taken to be.
enum NoiseModel: Sendable {
  /// Rounding: the same share of every value.
  case none
  /// Noise of one size on every value of the target.
  case additive

  /// The size above which a value of the target stands out of a few percent of noise, so that its logarithm means
  /// something.
  static func smallest(of target: [Double]) -> Double {
    let square = target.reduce(0) { $0 + $1 * $1 } / Double(max(1, target.count))
    return 0.1 * square.squareRoot()
  }
}
