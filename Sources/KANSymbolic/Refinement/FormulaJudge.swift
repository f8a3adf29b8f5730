import KANFormula

/// The evaluation of a law on rows to which its constants were not fitted.
package enum FormulaJudge: Sendable {
  /// On validation rows.
  case keptBack(ExpressionRefiner)
  /// By cross-validation, each row predicted by a fit without its part: with few rows, separate validation rows are not significant.
  /// `parts[s]` is the number of the part to which row s belongs.
  case crossValidation(ExpressionRefiner, parts: [Int])
  /// On the rows of the fit, if only the accuracy of the approximation matters.
  case fittedRows

  /// Cross-validation in which every `folds`-th row belongs to the same part.
  package static func crossValidation(_ rows: ExpressionRefiner, folds: Int) -> FormulaJudge {
    .crossValidation(rows, parts: rows.target.indices.map { $0 % folds })
  }

  /// The validation rows; `nil` if they are those of the fit.
  package var rows: ExpressionRefiner? {
    switch self {
    case .keptBack(let rows), .crossValidation(let rows, _): rows
    case .fittedRows: nil
    }
  }

  /// √(mean square residual) over the target's spread, with the weights of the table; infinite if it is not finite.
  ///
  /// - Parameters:
  ///   - law: The law with its best constants.
  ///   - training: The refiner that fitted them, on the same rows in case of cross-validation.
  package func error(
    of law: ExpressionRefiner.Refined, fittedBy training: ExpressionRefiner, budget: WorkBudget
  ) -> Double {
    guard let values = values(of: law, fittedBy: training, budget: budget) else { return .infinity }
    return (rows ?? training).relativeError(ofValues: values)
  }

  /// The predictions of a law for every validation row, with constants that were fitted without this row; `nil` if there are none.
  ///
  /// - Parameters:
  ///   - law: The law with its best constants.
  ///   - training: The refiner that fitted them, on the same rows in case of cross-validation.
  package func values(
    of law: ExpressionRefiner.Refined, fittedBy training: ExpressionRefiner, budget: WorkBudget
  ) -> [Double]? {
    let judging = rows ?? training
    guard case .crossValidation(let rows, let parts) = self, !law.expression.freeConstants.isEmpty else {
      return Self.values(of: law.expression, on: judging)
    }
    var values = [Double](repeating: .nan, count: rows.target.count)
    for part in 0...(parts.max() ?? 0) {
      let others = training.selecting(training.target.indices.filter { parts[$0] != part })
      guard let fit = others.refine(law.expression, budget: budget) else { return nil }
      let own = rows.target.indices.filter { parts[$0] == part }
      guard let predicted = Self.values(of: fit.expression, on: rows.selecting(own)) else { return nil }
      for (s, value) in zip(own, predicted) { values[s] = value }
    }
    return values
  }

  private static func values(of law: Expression, on rows: ExpressionRefiner) -> [Double]? {
    (try? CompiledExpression(law, variables: rows.names))?.values(rows.columns)
  }
}
