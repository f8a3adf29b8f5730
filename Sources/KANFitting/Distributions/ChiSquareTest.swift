import KANNumerics

#if GSL
  import CGSL
#endif

/// The test whether residuals are as large as the stated errors of measurement let expect (Pearson 1900).
package enum ChiSquareTest {
  /// The probability that errors as stated give a χ² at least this large: small where the law or the errors are wrong, near 1
  /// where the errors are stated too large (`gsl_cdf_chisq_Q`; without GSL the incomplete gamma function).
  ///
  /// - Parameters:
  ///   - chiSquare: Σ (residual/σ)², not negative.
  ///   - degreesOfFreedom: Rows minus fitted constants, at least 1.
  package static func probability(of chiSquare: Double, degreesOfFreedom: Int) -> Double {
    guard chiSquare.isFinite else { return 0 }
    #if GSL
      return gsl_cdf_chisq_Q(max(0, chiSquare), Double(degreesOfFreedom))
    #else
      return IncompleteGamma.upper(Double(degreesOfFreedom) / 2, max(0, chiSquare) / 2)
    #endif
  }
}
