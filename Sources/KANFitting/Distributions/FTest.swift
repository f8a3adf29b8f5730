import KANNumerics

#if GSL
  import CGSL
#endif

/// The test of whether the smaller of two nested models explains data significantly worse (Fisher; Draper & Smith, Applied
/// Regression Analysis, ch. 6).
package enum FTest {
  /// The probability that removing `removed` constants raises the sum of squares by at least this much by chance alone.
  ///
  /// F = (rise/removed)/(residual variance) follows Fisher's distribution with `removed` and `degreesOfFreedom`
  /// degrees of freedom (`gsl_cdf_fdist_Q`; without GSL the incomplete beta function).
  ///
  /// - Parameters:
  ///   - rise: The sum of squares of the smaller model minus that of the larger.
  ///   - removed: The number of constants that the smaller model lacks, at least 1.
  ///   - residualVariance: s² of the larger model, positive.
  ///   - degreesOfFreedom: Residuals minus constants of the larger model, at least 1.
  package static func probability(
    ofRise rise: Double, removed: Int, residualVariance: Double, degreesOfFreedom: Int
  ) -> Double {
    guard rise > 0 else { return 1 }
    let f = rise / Double(removed) / residualVariance
    guard f.isFinite else { return 0 }
    #if GSL
      return gsl_cdf_fdist_Q(f, Double(removed), Double(degreesOfFreedom))
    #else
      let (first, second) = (Double(removed), Double(degreesOfFreedom))
      return IncompleteBeta.regularized(second / (second + first * f), second / 2, first / 2)
    #endif
  }
}
