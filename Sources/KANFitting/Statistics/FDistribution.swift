import CGSL

/// Tail probabilities of the F distribution, for tests of nested models.
public enum FDistribution {
  /// The probability that F with (`numerator`, `denominator`) degrees of freedom exceeds `value`.
  public static func upperTail(_ value: Double, numerator: Int, denominator: Int) -> Double {
    GSL.prepare()
    return gsl_cdf_fdist_Q(max(0, value), Double(max(1, numerator)), Double(max(1, denominator)))
  }
}
