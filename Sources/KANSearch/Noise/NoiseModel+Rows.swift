import KANSymbolic

extension NoiseModel {
  /// The model under which a law's residuals are most likely on some rows, with their weights and stated errors; repeated
  /// measurements count once.
  ///
  /// - Parameters:
  ///   - fitted: The law's values on all of these rows.
  ///   - rows: The rows.
  ///   - repeats: The repeated measurements among them; `nil` if there are hardly any.
  ///   - constants: The number of fitted constants of the law.
  /// - Returns: The model, the misfit under it, and the misfit under noise of one size.
  static func likeliest(
    fitted: [Double], on rows: ExpressionRefiner, _ repeats: RepeatedRows?, constants: Int
  ) -> (model: NoiseModel, misfit: Double, absoluteMisfit: Double) {
    guard let repeats else {
      return likeliest(
        fitted: fitted, target: rows.target, weights: rows.rootWeights?.map { $0 * $0 }, constants: constants,
        statedVariance: rows.statedVariance)
    }
    return likeliest(
      fitted: repeats.firstRows.map { fitted[$0] }, target: repeats.means, weights: repeats.weights,
      constants: constants, variances: repeats.variances)
  }
}
