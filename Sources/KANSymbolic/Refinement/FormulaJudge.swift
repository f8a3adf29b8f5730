import KANFormula

/// How a law is judged on rows that did not decide its constants.
package enum FormulaJudge: Sendable {
  /// On other rows.
  case keptBack(ExpressionRefiner)
  /// On the same rows, each predicted by a fit without its part: where rows are few, a part kept back decides nothing.
  case crossValidation(ExpressionRefiner, folds: Int)
  /// On the same rows: what is asked is how near it comes.
  case fittedRows

  /// The rows that judge; `nil` where they are those of the fit.
  package var rows: ExpressionRefiner? {
    switch self {
    case .keptBack(let rows), .crossValidation(let rows, _): rows
    case .fittedRows: nil
    }
  }

  /// √(mean square residual) over the target's spread, rows weighed as the table has them; infinite where not finite.
  ///
  /// - Parameters:
  ///   - law: The law at its best constants.
  ///   - training: What these were fitted to, on the same rows where these judge as well.
  package func error(
    of law: ExpressionRefiner.Refined, fittedBy training: ExpressionRefiner, budget: WorkBudget
  ) -> Double {
    guard let values = values(of: law, fittedBy: training, budget: budget) else { return .infinity }
    return (rows ?? training).relativeError(ofValues: values)
  }

  /// What a law predicts for every row that judges, with constants that this row did not decide; `nil` where there are none.
  ///
  /// - Parameters:
  ///   - law: The law at its best constants.
  ///   - training: What these were fitted to, on the same rows where these judge as well.
  package func values(
    of law: ExpressionRefiner.Refined, fittedBy training: ExpressionRefiner, budget: WorkBudget
  ) -> [Double]? {
    let judging = rows ?? training
    guard case .crossValidation(let rows, let folds) = self, !law.expression.freeConstants.isEmpty else {
      return Self.values(of: law.expression, on: judging)
    }
    var values = [Double](repeating: .nan, count: rows.target.count)
    for fold in 0..<folds {
      let others = training.selecting(training.target.indices.filter { $0 % folds != fold })
      guard let fit = others.refine(law.expression, budget: budget) else { return nil }
      let own = rows.target.indices.filter { $0 % folds == fold }
      guard let predicted = Self.values(of: fit.expression, on: rows.selecting(own)) else { return nil }
      for (s, value) in zip(own, predicted) { values[s] = value }
    }
    return values
  }

  private static func values(of law: Expression, on rows: ExpressionRefiner) -> [Double]? {
    (try? CompiledExpression(law, variables: rows.names))?.values(rows.columns)
  }
}
