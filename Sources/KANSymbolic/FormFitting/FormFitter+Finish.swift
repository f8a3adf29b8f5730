import KANFitting
import KANFormula
import KANNumerics

extension FormFitter {
  /// Parameters during the last steps, with the robust weights of the rows.
  struct Settled {
    var parameters: [Double]
    var isFree: [Bool]
    /// The standard deviation of residuals to which weights are relative, in units of residuals.
    var scale: Double?
    var weights: [Double] = []
  }

  /// The fit at a minimum, refined to its last digits, with errors and statistics.
  func finished(_ minimum: Minimum) throws(SymbolicError) -> Form.Fit {
    let solver = solver(for: minimum.system.layout)
    var settled = Settled(parameters: minimum.parameters, isFree: minimum.parameters.map { _ in true })
    settleBounds(&settled, minimum, solver)
    polish(&settled, minimum.system, solver)
    if let kind = options.robustness {
      reweigh(&settled, minimum.system, solver, RobustWeights(kind: kind))
    }
    let layout = minimum.system.layout
    settled.parameters = signs(
      minimum.system.rows, at: layout.constants(of: 0, in: settled.parameters)
    ).applied(to: settled.parameters, layout)
    return try assembled(minimum, settled)
  }

  /// The signs of constants that have neither a start nor bounds.
  func signs(_ rows: FormRows, at constants: [Double]) -> CanonicalSigns {
    let free = form.constants.indices.filter {
      options.starts[form.constants[$0]] == nil && options.bounds[form.constants[$0]] == nil
    }
    return CanonicalSigns(form, candidates: free, rows: rows, at: constants)
  }

  /// Sets parameters to the bounds that they approach, if the fit is not worse there.
  private func settleBounds(_ settled: inout Settled, _ minimum: Minimum, _ solver: FormSolver) {
    var least = minimum.sumOfSquares
    for p in solver.bounded {
      var trial = settled
      trial.isFree[p] = false
      trial.parameters[p] = solver.nearestBound(of: p, to: trial.parameters[p])
      var sum = minimum.system.residuals(trial.parameters).sumOfSquares
      if trial.isFree.contains(true),
        let others = solver.solve(
          minimum.system, from: trial.parameters, isFree: trial.isFree, steps: Self.steps)
      {
        trial.parameters = others.parameters
        sum = others.sumOfSquares
      }
      if sum <= least * (1 + Self.sameSum) {
        settled = trial
        least = min(least, sum)
      }
    }
  }

  /// Sums of squares that agree to this relative difference count as equal.
  private static let sameSum = 1e-9

  private func polish(_ settled: inout Settled, _ system: FormSystem, _ solver: FormSolver) {
    guard let fit = solver.polish(system, from: settled.parameters, isFree: settled.isFree) else { return }
    let free = settled.parameters.indices.filter { settled.isFree[$0] }
    for (n, p) in free.enumerated() where fit.parameters[n].isFinite {
      let range = solver.bounds[p]
      settled.parameters[p] = min(max(fit.parameters[n], range.lowerBound), range.upperBound)
    }
  }

  /// Rounds of reweighting; each gains about a digit.
  private static let robustRounds = 200
  /// Relative changes of a parameter at which they end.
  private static let robustTolerance = 1e-10

  /// Iteratively reweighted least squares.
  private func reweigh(
    _ settled: inout Settled, _ plain: FormSystem, _ solver: FormSolver, _ robust: RobustWeights
  ) {
    let count = settled.isFree.count { $0 }
    var system = plain
    for _ in 0..<Self.robustRounds {
      let residuals = plain.residuals(settled.parameters)
      let scale = plain.rows.sigma == nil ? robust.scale(of: residuals, constants: count) : 1
      // More than half of the rows lie exactly on the law: robust weights are not needed.
      guard scale > 0 else { break }
      settled.scale = scale
      settled.weights = residuals.map { robust.weight($0 / scale) }
      system.rootWeights = settled.weights.map { $0.squareRoot() }
      let before = settled.parameters
      polish(&settled, system, solver)
      let isDone = zip(before, settled.parameters).allSatisfy {
        abs($0 - $1) <= Self.robustTolerance * max(abs($0), abs($1))
      }
      if isDone { break }
    }
  }

  private func assembled(_ minimum: Minimum, _ settled: Settled) throws(SymbolicError) -> Form.Fit {
    let system = minimum.system
    let rows = system.rows
    let parameters = settled.parameters
    let free = parameters.indices.filter { settled.isFree[$0] }
    let residuals = system.residuals(parameters)
    let predictions = system.predictions(parameters)
    let freedom = rows.count - free.count
    let scale = errorScale
    var factor: Double
    if let kind = options.robustness, let size = settled.scale {
      factor =
        RobustWeights(kind: kind).covarianceFactor(residuals.map { $0 / size }, constants: free.count)
        * size * size
      if scale == .stated { factor = 1 }
    } else {
      factor = scale == .stated ? 1 : residuals.sumOfSquares / Double(max(1, freedom))
      // Even if residuals are zero, values are known only to their last digit.
      let lastDigit = predictions.largestMagnitude.ulp
      if factor == 0 { factor = lastDigit * lastDigit }
    }
    let known = try local(system, settled, free)
    var covariance = known.covariance
    for n in covariance.elements.indices { covariance.elements[n] *= factor }
    let hasError = parameters.indices.map { p in
      // Errors from residuals need a degree of freedom.
      covariance[p, p] > 0 && covariance[p, p].isFinite && (scale == .stated || freedom > 0)
        && settled.isFree[p]
    }
    let constants = system.layout.meaning.enumerated().map { p, meaning in
      Form.Fit.Constant(
        name: form.constants[meaning.constant], group: meaning.group.map { rows.groupNames[$0] },
        value: parameters[p],
        standardError: hasError[p] ? max(covariance[p, p].squareRoot(), parameters[p].ulp) : nil,
        state: settled.isFree[p] ? .fitted : .atBound)
    }
    let correlation = parameters.indices.map { a in
      parameters.indices.map { b in
        guard hasError[a], hasError[b] else { return a == b ? 1.0 : 0 }
        return a == b
          ? 1 : min(1, max(-1, covariance[a, b] / (covariance[a, a] * covariance[b, b]).squareRoot()))
      }
    }
    let statistics = self.statistics(rows, predictions, residuals, freedom: freedom)
    let account = Form.Fit.Account(
      starts: minimum.starts, agreeing: minimum.agreeing, converged: known.isConverged, errorScale: scale,
      robustness: options.robustness,
      robustScale: rows.sigma == nil ? settled.scale.map { $0 * system.spread } : nil,
      outliers: settled.weights.indices.filter { settled.weights[$0] < 0.5 }.map { $0 + 1 },
      warnings: warnings(
        minimum, settled, known, system.layout, freedom: freedom,
        predictions: predictions, rows: rows))
    let formulas = (0..<rows.groupCount).map { g in
      formula(of: g, system, constants: constants, correlation: correlation, predictions: predictions)
    }
    return Form.Fit(
      form: form, constants: constants, correlation: correlation, statistics: statistics, account: account,
      groups: rows.groupNames, formulas: formulas, predictions: predictions, target: rows.target,
      pulls: rows.sigma == nil ? nil : residuals.map { -$0 }, covariance: covariance, system: system,
      parameters: parameters)
  }

  private var errorScale: Form.FitOptions.ErrorScale {
    options.errorScale ?? (options.sigma == nil ? .residuals : .stated)
  }

  /// Steps of a parameter below this share of its standard error no longer matter (the relative offset of Bates & Watts,
  /// Technometrics 23, 1981).
  private static let largestOffset = 1e-3
  /// Steps below this share of the parameter are rounding.
  static let rounding = 1e-9

  /// The information in the Jacobian at a solution.
  struct Local {
    /// (JᵀJ)⁻¹ of the free parameters, 0 for the others.
    let covariance: Matrix
    /// Parameters that the rows do not determine separately.
    let undetermined: [Int]
    /// Whether the next Gauss-Newton step would not matter.
    let isConverged: Bool
  }

  /// The rounding of the law, in units of residuals: some last digits.
  private func lastDigits(_ system: FormSystem, _ parameters: [Double]) -> Double {
    let values = zip(system.predictions(parameters), system.rows.target).map { max(abs($0), abs($1)) }
    return values.enumerated().reduce(0) { largest, row in
      max(largest, 16 * row.element.ulp / system.size(row.offset, isAbove: true))
    }
  }

  private func local(_ system: FormSystem, _ settled: Settled, _ free: [Int]) throws(SymbolicError) -> Local {
    let parameters = settled.parameters
    let width = parameters.count
    var residuals = [Double](repeating: 0, count: system.rows.count)
    var jacobian = [Double](repeating: 0, count: system.rows.count * width)
    residuals.withUnsafeMutableBufferPointer { r in
      jacobian.withUnsafeMutableBufferPointer { j in
        system.evaluate(parameters, residuals: r, jacobian: j)
      }
    }
    let columns = free.map { p in residuals.indices.map { jacobian[$0 * width + p] } }
    let known: ParameterCovariance
    do throws(FittingError) { known = try ParameterCovariance(columns: columns) } catch {
      throw .fitting(reason: error.description)
    }
    // With robust weights the gradient is that of the weighted sum of squares.
    let gradient = columns.map { column in
      column.indices.reduce(0) {
        $0 + column[$1] * residuals[$1] * (settled.weights.isEmpty ? 1 : settled.weights[$1])
      }
    }
    let step = known.unscaled * gradient
    let variance = residuals.sumOfSquares / Double(max(1, residuals.count - free.count))
    let lastDigits = lastDigits(system, parameters)
    var covariance = Matrix(rows: width, columns: width)
    var isConverged = true
    for (a, p) in free.enumerated() {
      for (b, q) in free.enumerated() { covariance[p, q] = known.unscaled[a, b] }
      let error = (known.unscaled[a, a] * variance).squareRoot()
      // If the law is exact, the residuals are rounding, and so are the steps.
      let rounding = known.unscaled[a, a].squareRoot() * lastDigits
      if abs(step[a]) > max(Self.largestOffset * error, Self.rounding * abs(parameters[p]), rounding) {
        isConverged = false
      }
    }
    return Local(
      covariance: covariance, undetermined: known.undetermined.map { free[$0] }, isConverged: isConverged)
  }
}
