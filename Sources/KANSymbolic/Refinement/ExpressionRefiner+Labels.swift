import KANFormula
import KANTraining
import RealModule

/// Refinement if the target is a label.
extension ExpressionRefiner {
  /// The rows' weights, none negative; `nil` for equal ones.
  private var weights: [Double]? { rootWeights?.map { $0 * $0 } }

  /// The expression with the free constants of maximum likelihood.
  func refineLogOdds(
    _ expression: Expression, _ compiled: CompiledExpression, _ start: [Double], _ budget: WorkBudget
  ) -> Refined? {
    var solver = LogisticFit(labels: target, weights: weights)
    solver.maximumSteps = Self.maximumSteps
    let pass = target.count * expression.complexity
    let fit = solver.fit(start: start) { constants in
      budget.spend(pass)
      return compiled.values(columns, constants: constants)
    } linearize: { constants in
      budget.spend(3 * pass + target.count * constants.count * (constants.count + 1) / 2)
      let (values, slopes) = compiled.valuesAndConstantDerivatives(columns, constants: constants)
      // A vertical tangent carries no information about the constants; the other rows decide.
      return (values, slopes.map { $0.map { $0.isFinite ? $0 : 0 } })
    }
    guard let fit, fit.sumOfSquares.isFinite else { return nil }
    return Refined(expression: expression.replacingFreeConstants(with: fit.parameters), fit: fit)
  }

  /// √(misfit over that of the share of ones alone); infinite if it is not finite.
  func relativeError(ofLogits logits: [Double]) -> Double {
    let misfit = Likelihood.misfit(logits: logits, labels: target, weights: weights)
    let null = Likelihood.nullMisfit(labels: target, weights: weights)
    guard misfit.isFinite else { return .infinity }
    // With only one class there is nothing to distinguish.
    return null > 0 ? (misfit / null).squareRoot() : misfit > 0 ? 1 : 0
  }

  /// How well log-odds agree with the labels.
  func fidelity(ofLogits logits: [Double], part: String) -> Formula.Fidelity {
    let probabilities = logits.map(Likelihood.probability(ofLogit:))
    let weights = eventWeights
    let curve = Metrics.ROCCurve(scores: logits, labels: target, weights: weights)
    let slope = LogisticFit(labels: target, weights: self.weights).fit(columns: [logits], start: [0, 1])
    let error = relativeError(ofLogits: logits)
    return Formula.Fidelity(
      part: part, rmse: Metrics.rmse(probabilities, target, weights: weights),
      rSquared: 1 - error * error,
      maximumError: zip(probabilities, target).reduce(0) { max($0, abs($1.0 - $1.1)) }, count: target.count,
      labels: Formula.LabelFidelity(
        rocAUC: curve?.area ?? .nan, rocAUCError: curve?.areaError ?? .nan,
        logLoss: Metrics.logLoss(logits: logits, labels: target, weights: weights),
        accuracy: Metrics.accuracy(logits: logits, labels: target, weights: weights),
        calibrationSlope: slope?.parameters[1] ?? .nan,
        calibrationSlopeError: slope?.standardErrors[1] ?? .nan))
  }
}
