/// How a law is judged on rows that did not decide its constants.
package enum FormulaJudge: Sendable {
  /// On other rows.
  case keptBack(ExpressionRefiner)
  /// On the same rows, each predicted by a fit without its part: where rows are few, a part kept back decides nothing.
  case crossValidation(ExpressionRefiner, folds: Int)
  /// On the same rows: what is asked is how near it comes.
  case fittedRows

  /// √(mean square residual) over the target's spread, rows weighed as the table has them; infinite where not finite.
  ///
  /// - Parameters:
  ///   - law: The law at its best constants.
  ///   - training: What these were fitted to, on the same rows where these judge as well.
  package func error(
    of law: ExpressionRefiner.Refined, fittedBy training: ExpressionRefiner, budget: WorkBudget
  ) -> Double {
    switch self {
    case .keptBack(let rows): return rows.relativeError(of: law.expression)
    case .fittedRows: return training.relativeError(of: law.expression)
    case .crossValidation(let rows, let folds):
      guard !law.expression.freeConstants.isEmpty else { return rows.relativeError(of: law.expression) }
      var sum = 0.0
      for fold in 0..<folds {
        let own = rows.target.indices.filter { $0 % folds == fold }
        let others = training.selecting(training.target.indices.filter { $0 % folds != fold })
        guard let fit = others.refine(law.expression, budget: budget) else { return .infinity }
        let error = rows.selecting(own).relativeError(of: fit.expression)
        sum += error * error * Double(own.count)
      }
      return (sum / Double(rows.target.count)).squareRoot()
    }
  }
}
