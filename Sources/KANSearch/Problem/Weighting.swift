/// What a selection takes the residuals of a true law to be, and thereby how rows weigh.
enum Weighting: Sendable, Hashable, CaseIterable {
  /// Rounding: next to nothing, the same share of every value.
  case rounding
  /// Noise of one size on every value of the target.
  case absoluteNoise
  /// Noise that is a share of every value.
  case proportionalNoise

  /// Whether more terms always fit better, so that a choice is one by description length.
  var isNoisy: Bool { self != .rounding }

  /// The share of the root mean square above which a value stands out: a few percent of noise leave it its first digit.
  private static let significantShare = 0.1

  /// The size above which a value of the target stands out of noise, so that its logarithm means something.
  ///
  /// A tenth of the root mean square: a few percent of noise leave such a value its first digit. A share of every value
  /// hides none of them.
  func smallestSignificant(of target: [Double]) -> Double {
    guard self == .absoluteNoise else { return 0 }
    let square = target.reduce(0) { $0 + $1 * $1 } / Double(max(1, target.count))
    return Self.significantShare * square.squareRoot()
  }
}
