import KANNumerics

#if GSL
  import CGSL
#endif

/// The test of whether residuals are as large as the stated measurement errors imply (Pearson 1900).
package enum ChiSquareTest {
  /// The probability that the stated errors give a χ² at least this large: small if the law or the errors are wrong, near 1 if the
  /// stated errors are too large (`gsl_cdf_chisq_Q`; without GSL the incomplete gamma function).
  ///
  /// - Parameters:
  ///   - chiSquare: Σ (residual/σ)², not negative.
  ///   - degreesOfFreedom: The number of rows minus that of fitted constants, at least 1.
  package static func probability(of chiSquare: Double, degreesOfFreedom: Int) -> Double {
    guard chiSquare.isFinite else { return 0 }
    #if GSL
      return gsl_cdf_chisq_Q(max(0, chiSquare), Double(degreesOfFreedom))
    #else
      return IncompleteGamma.upper(Double(degreesOfFreedom) / 2, max(0, chiSquare) / 2)
    #endif
  }
}
