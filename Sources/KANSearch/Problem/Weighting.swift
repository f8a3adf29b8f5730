import KANNumerics

/// The assumed residuals of a true law in a selection, which determine the weights of rows.
enum Weighting: Sendable, Hashable, CaseIterable {
  /// Rounding: a tiny share of every value, the same for all.
  case rounding
  /// Noise of one size on every value of the target.
  case absoluteNoise
  /// Noise that is a share of every value.
  case proportionalNoise

  /// Whether more terms always fit better, so that description length must decide.
  var isNoisy: Bool { self != .rounding }

  /// The share of the root mean square above which a value is significant: with a few percent of noise its first digit is known.
  private static let significantShare = 0.1

  /// The size above which a value of the target exceeds the noise, so that its logarithm is meaningful.
  ///
  /// A tenth of the root mean square: with a few percent of noise the first digit of such a value is known. Noise that is a share
  /// of every value hides none of them.
  func smallestSignificant(of target: [Double]) -> Double {
    guard self == .absoluteNoise else { return 0 }
    let square = target.sumOfSquares / Double(max(1, target.count))
    return Self.significantShare * square.squareRoot()
  }
}
