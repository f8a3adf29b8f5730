/// Linear least squares: the coefficients that minimise Σₛ wₛ (Σ_c X_sc β_c − y_s)².
///
/// Singular value decomposition with balanced columns, so that a rank-deficient design gives the smallest coefficients instead of a
/// failure: GSL's if the package is built with it, otherwise SwiftKAN's own.
package enum LinearLeastSquares {
  /// Fits the columns to `y`.
  ///
  /// - Parameters:
  ///   - columns: The design, `columns[c][s]`, at least as many samples as columns.
  ///   - y: The values to reproduce.
  ///   - weights: Non-negative weights; `nil` means all 1.
  ///   - rankTolerance: Singular values below this fraction of the largest count as zero.
  /// - Throws: `FittingError` when there are too few samples or GSL fails.
  package static func fit(
    columns: [[Double]], y: [Double], weights: [Double]? = nil, rankTolerance: Double = 1e-14
  ) throws(FittingError) -> FitResult {
    guard y.count >= columns.count, !columns.isEmpty else {
      throw .underdetermined(residuals: y.count, parameters: columns.count)
    }
    #if GSL
      return try fitByGSL(columns: columns, y: y, weights: weights, rankTolerance: rankTolerance)
    #else
      return fitBySingularValues(columns: columns, y: y, weights: weights, rankTolerance: rankTolerance)
    #endif
  }
}
