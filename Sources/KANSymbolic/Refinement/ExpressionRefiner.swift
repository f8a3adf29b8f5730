import KANData
import KANFitting
import KANFormula
import KANNumerics
import KANTraining

/// Fits all free constants of an expression together until the residuals reach the noise or rounding error.
package struct ExpressionRefiner: Sendable {
  /// An expression with its best constants and their errors.
  package struct Refined: Sendable, Codable {
    package let expression: Expression
    /// The fit, with residuals in units of the target's spread.
    package let fit: FitResult
    /// √(mean square residual) in units of the target's spread.
    package var relativeError: Double { (fit.sumOfSquares / Double(fit.residualCount)).squareRoot() }
  }

  /// Inputs by column.
  package let columns: [[Double]]
  package let names: [String]
  package let target: [Double]
  /// √weight, normalised to mean square 1, negative weights as 0; `nil` for equal weights. Laws are compared with these: a sum of
  /// squares with negative weights may be negative by chance and would make a bad law look exact.
  package let rootWeights: [Double]?
  /// The weights themselves in the same unit, with signs: they determine the constants and their errors.
  package let eventWeights: [Double]?
  /// The statistical model of the target. For labels a law gives log-odds: its constants are those of maximum likelihood, and its
  /// relative error is √(misfit over that of the share of ones alone), 1 for a law without information.
  package let likelihood: Likelihood
  /// The standard deviation of the target, the unit of residuals.
  package let spread: Double
  /// The variance of a row of weight 1, in the target's own unit, if errors of measurement are stated; `nil` if the noise is
  /// estimated from the residuals.
  package private(set) var statedVariance: Double?
  /// The weights of the table, with signs, by which the agreement with it is stated; `nil` if every row counts once.
  package private(set) var tableWeights: [Double]?
  /// Whether residuals are those of logarithms; target and law then do not change sign.
  package private(set) var isLogarithmic = false
  /// The required precision of the constants.
  package var precision = Precision.full

  /// The precision of a fit.
  package enum Precision: Sendable {
    /// To the last digit that the data determine.
    case full
    /// To a small fraction of the errors of the constants, for laws that do not reproduce the rows exactly and are only compared.
    case comparison
  }

  /// Refines against a target in given units; the weights are those for choosing, not event weights; the
  /// agreement is stated with those of the table.
  package init(
    columns: [[Double]], names: [String], target: [Double], rootWeights: [Double]?, spread: Double,
    tableWeights: [Double]? = nil
  ) {
    self.init(
      columns: columns, names: names, target: target, rootWeights: rootWeights, eventWeights: nil,
      likelihood: .gaussian, spread: spread)
    self.tableWeights = tableWeights
  }

  /// Refines against the only target of `data`.
  package init(_ data: Dataset, likelihood: Likelihood = .gaussian) {
    self.likelihood = likelihood
    columns = data.inputs
    names = data.inputNames
    target = data.targets[0]
    tableWeights = data.weights
    if let weights = data.weights {
      let positive = weights.map { max(0, $0) }
      let mean = positive.mean
      rootWeights = positive.map { ($0 / mean).squareRoot() }
      eventWeights = data.weightsAreInverseVariances ? nil : weights.map { $0 / mean }
      statedVariance = data.weightsAreInverseVariances ? 1 / mean : nil
    } else {
      rootWeights = nil
      eventWeights = nil
    }
    // With weights 1/σ² the rows with small errors decide, which may lie close together.
    let deviation = rootWeights.map { Spread(weights: $0.map { $0 * $0 })(data.targets[0]) }
    spread =
      deviation.flatMap { $0 > 0 && $0.isFinite ? $0 : nil }
      ?? ColumnScaling(name: data.targetNames[0], column: target).scale
  }

  /// The same for some of the rows, in the same unit.
  package func selecting(_ rows: [Int]) -> ExpressionRefiner {
    var result = ExpressionRefiner(
      columns: columns.map { column in rows.map { column[$0] } }, names: names,
      target: rows.map { target[$0] }, rootWeights: rootWeights.map { all in rows.map { all[$0] } },
      eventWeights: eventWeights.map { all in rows.map { all[$0] } }, likelihood: likelihood, spread: spread
    ).fitting(to: precision)
    result.statedVariance = statedVariance
    result.tableWeights = tableWeights.map { all in rows.map { all[$0] } }
    result.isLogarithmic = isLogarithmic
    return result
  }

  /// The same with another precision of constants.
  package func fitting(to precision: Precision) -> ExpressionRefiner {
    var other = self
    other.precision = precision
    return other
  }

  /// The same with rows weighted by a noise model, in addition to their own weights: residuals are then in units of each value, or
  /// of its noise under the model, instead of the target's spread.
  package func weighing(_ noise: NoiseModel) -> ExpressionRefiner {
    // With stated errors there is nothing to estimate.
    guard noise != .absolute, likelihood == .gaussian, statedVariance == nil else { return self }
    let isLogarithmic = noise == .logarithmic && NoiseModel.keepsSign(target)
    let weights =
      isLogarithmic
      ? rootWeights : noise.rootWeights(target).enumerated().map { s, w in w * (rootWeights?[s] ?? 1) }
    var result = ExpressionRefiner(
      columns: columns, names: names, target: target, rootWeights: weights, eventWeights: nil,
      likelihood: likelihood, spread: 1
    ).fitting(to: precision)
    result.tableWeights = tableWeights
    result.isLogarithmic = isLogarithmic
    return result
  }

  private init(
    columns: [[Double]], names: [String], target: [Double], rootWeights: [Double]?,
    eventWeights: [Double]?, likelihood: Likelihood, spread: Double
  ) {
    self.likelihood = likelihood
    self.columns = columns
    self.names = names
    self.target = target
    self.rootWeights = rootWeights
    self.eventWeights = eventWeights
    self.spread = spread
  }

  /// The expression with its free constants at the least-squares optimum; `nil` if it is not finite on the data.
  ///
  /// - Parameter budget: Charged for every evaluation; if it is already exhausted, there is none.
  package func refine(_ expression: Expression, budget: WorkBudget = WorkBudget()) -> Refined? {
    guard !budget.isExhausted else { return nil }
    guard let compiled = try? CompiledExpression(expression, variables: names) else { return nil }
    let start = expression.freeConstants
    guard target.count >= start.count else { return nil }
    // Without free constants there is only the residual.
    guard !start.isEmpty else {
      let error = relativeError(of: expression)
      guard error.isFinite else { return nil }
      return Refined(
        expression: expression, fit: .fixed(meanSquare: error * error, residualCount: target.count))
    }
    if likelihood == .bernoulli { return refineLogOdds(expression, compiled, start, budget) }
    var solver = solver
    solver.isStopped = { [cancellation = budget.cancellation] in cancellation.isRaised }
    let pass = target.count * expression.complexity
    let fit = try? solver.fit(start: start, residualCount: target.count) { theta, residuals, jacobian in
      let constants = Array(theta)
      // A backward sweep costs about twice a forward one, the sums of products one unit per pair of constants.
      budget.spend(
        jacobian == nil ? pass : 3 * pass + target.count * constants.count * (constants.count + 1) / 2)
      if let jacobian {
        let (values, slopes) = compiled.valuesAndConstantDerivatives(columns, constants: constants)
        write(values, to: residuals)
        for c in constants.indices {
          for s in target.indices {
            // A vertical tangent (√x at 0) carries no information about the constants; the other rows decide.
            let slope = slopes[c][s].isFinite ? slopes[c][s] : 0
            jacobian[s * constants.count + c] =
              slope / (isLogarithmic ? values[s] : spread) * (rootWeights?[s] ?? 1)
          }
        }
      } else {
        write(compiled.values(columns, constants: constants), to: residuals)
      }
    }
    guard var fit, fit.sumOfSquares.isFinite else { return nil }
    if let eventWeights {
      fit = WeightedLeastSquares(weights: eventWeights).finish(fit) { constants in
        linearization(compiled, constants)
      }
    }
    if let statedVariance {
      var covariance = fit.unscaledCovariance
      for n in covariance.elements.indices { covariance.elements[n] *= statedVariance / (spread * spread) }
      fit.weightedCovariance = covariance
    }
    return Refined(expression: expression.replacingFreeConstants(with: fit.parameters), fit: fit)
  }

  /// The maximum number of steps of a fit.
  static let maximumSteps = 60
  /// The relative change of a constant below which a comparison ends, and its maximum number of steps: a few suffice for curves of
  /// few constants that start from a linear fit.
  private static let (comparisonTolerance, comparisonSteps) = (1e-7, 12)

  private var solver: NonlinearLeastSquares {
    var solver = NonlinearLeastSquares()
    solver.maximumSteps = Self.maximumSteps
    if precision == .comparison {
      solver.method = .normalEquations
      solver.maximumSteps = min(Self.maximumSteps, Self.comparisonSteps)
      (solver.stepTolerance, solver.gradientTolerance) = (Self.comparisonTolerance, Self.comparisonTolerance)
    }
    return solver
  }

  /// Residuals and derivatives in units of the target's spread, not weighted; `nil` if a residual is not finite.
  private func linearization(
    _ compiled: CompiledExpression, _ constants: [Double]
  ) -> WeightedLeastSquares.Linearization? {
    let (values, slopes) = compiled.valuesAndConstantDerivatives(columns, constants: constants)
    let residuals = zip(values, target).map { ($0 - $1) / spread }
    guard residuals.allSatisfy(\.isFinite) else { return nil }
    return (residuals, slopes.map { $0.map { $0.isFinite ? $0 / spread : 0 } })
  }

  /// Whether the values of two expressions differ by no more than the rounding of the largest target.
  package func agreeToRounding(_ a: Expression, _ b: Expression) -> Bool {
    guard let first = try? CompiledExpression(a, variables: names),
      let second = try? CompiledExpression(b, variables: names)
    else { return false }
    let allowed = 4 * Double.ulpOfOne * target.largestMagnitude
    return zip(first.values(columns), second.values(columns)).allSatisfy { abs($0 - $1) <= allowed }
  }

  /// √(mean square residual) in units of the target's spread, with the present constants; infinite if it is not finite.
  package func relativeError(of expression: Expression) -> Double {
    guard let compiled = try? CompiledExpression(expression, variables: names) else { return .infinity }
    return relativeError(ofValues: compiled.values(columns))
  }

  /// √(mean square residual) of given predictions, in units of the target's spread; infinite if it is not finite.
  package func relativeError(ofValues values: [Double]) -> Double {
    if likelihood == .bernoulli { return relativeError(ofLogits: values) }
    var sum = 0.0
    for s in target.indices {
      let r = residual(values[s], at: s)
      sum += r * r
    }
    return sum.isFinite ? (sum / Double(target.count)).squareRoot() : .infinity
  }

  /// Root mean square, explained share and largest residual, in the target's own unit, with the weights of the table.
  package func fidelity(of expression: Expression, part: String) -> Formula.Fidelity {
    let values =
      (try? CompiledExpression(expression, variables: names))?.values(columns) ?? target.map { _ in .nan }
    if likelihood == .bernoulli { return fidelity(ofLogits: values, part: part) }
    return Formula.Fidelity(
      part: part, rmse: Metrics.rmse(values, target, weights: tableWeights),
      rSquared: Metrics.rSquared(values, target, weights: tableWeights),
      maximumError: zip(values, target).reduce(0) { max($0, abs($1.0 - $1.1)) }, count: target.count,
      isWeighted: tableWeights != nil)
  }

  private func write(_ values: [Double], to residuals: UnsafeMutableBufferPointer<Double>) {
    for s in target.indices { residuals[s] = residual(values[s], at: s) }
  }

  /// The residual of a law's value on a row, in the unit of residuals; not finite for a logarithm of the wrong sign.
  private func residual(_ value: Double, at s: Int) -> Double {
    (isLogarithmic ? Double.log(value / target[s]) : (value - target[s]) / spread) * (rootWeights?[s] ?? 1)
  }
}
