import KANFormula

extension Rational {
  /// The size from which numbers are not simple.
  private static let largestSimple = 1e4

  /// The fraction within `tolerance` of `x` whose denominator comes first in the list.
  init?(near x: Double, denominators: [Int], within tolerance: Double) {
    guard x.isFinite, abs(x) < Self.largestSimple else { return nil }
    for denominator in denominators {
      let numerator = (x * Double(denominator)).rounded()
      if abs(numerator / Double(denominator) - x) <= tolerance,
        let fraction = Rational(Int(numerator), denominator)
      {
        self = fraction
        return
      }
    }
    return nil
  }
}
