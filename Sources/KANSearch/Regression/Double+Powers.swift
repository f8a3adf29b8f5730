import KANFormula
import RealModule

extension Double {
  /// self^n by repeated multiplication.
  func wholePower(_ n: Int) -> Double {
    var result = 1.0
    for _ in 0..<abs(n) { result *= self }
    return n < 0 ? 1 / result : result
  }

  /// self^exponent for a positive base.
  func realPower(_ exponent: Rational) -> Double { .pow(self, exponent.doubleValue) }
}
