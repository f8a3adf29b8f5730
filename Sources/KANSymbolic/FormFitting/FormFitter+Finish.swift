import KANFitting
import KANFormula
import KANNumerics

extension FormFitter {
  /// Parameters during the last steps, with the robust weights of the rows.
  private struct Settled {
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
    return try assembled(minimum, settled)
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
  private static let rounding = 1e-9

  /// The information in the Jacobian at a solution.
  private struct Local {
    /// (JᵀJ)⁻¹ of the free parameters, 0 for the others.
    let covariance: Matrix
    /// Parameters that the rows do not determine separately.
    let undetermined: [Int]
    /// Whether the next Gauss-Newton step would not matter.
    let isConverged: Bool
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
    var covariance = Matrix(rows: width, columns: width)
    var isConverged = true
    for (a, p) in free.enumerated() {
      for (b, q) in free.enumerated() { covariance[p, q] = known.unscaled[a, b] }
      let error = (known.unscaled[a, a] * variance).squareRoot()
      if abs(step[a]) > max(Self.largestOffset * error, Self.rounding * abs(parameters[p])) {
        isConverged = false
      }
    }
    return Local(
      covariance: covariance, undetermined: known.undetermined.map { free[$0] }, isConverged: isConverged)
  }

  private func statistics(
    _ rows: FormRows, _ predictions: [Double], _ residuals: [Double], freedom: Int
  ) -> Form.Fit.Statistics {
    var square = CompensatedSum()
    var largest = 0.0
    for (f, y) in zip(predictions, rows.target) {
      square.add((f - y) * (f - y))
      largest = max(largest, abs(f - y))
    }
    let total = rows.target.sumOfSquaredDeviations
    let chiSquare = rows.sigma == nil ? nil : residuals.sumOfSquares
    return Form.Fit.Statistics(
      rows: rows.count, degreesOfFreedom: freedom, sumOfSquares: square.value,
      residualStandardDeviation: freedom > 0 ? (square.value / Double(freedom)).squareRoot() : nil,
      rmse: (square.value / Double(rows.count)).squareRoot(), maximumError: largest,
      rSquared: total > 0 ? 1 - square.value / total : square.value == 0 ? 1 : 0, chiSquare: chiSquare,
      probability: chiSquare.flatMap {
        freedom > 0 ? ChiSquareTest.probability(of: $0, degreesOfFreedom: freedom) : nil
      })
  }

  private func warnings(
    _ minimum: Minimum, _ settled: Settled, _ known: Local, _ layout: ParameterLayout, freedom: Int,
    predictions: [Double], rows: FormRows
  ) -> [String] {
    var warnings: [String] = []
    func names(_ parameters: [Int]) -> String {
      parameters.map { p in
        let (constant, group) = layout.meaning[p]
        return form.constants[constant] + (group.map { " of group \(rows.groupNames[$0])" } ?? "")
      }.joined(separator: ", ")
    }
    if !known.isConverged {
      warnings.append(
        "the constants have not converged; choose starting values closer to the solution or fix some of them")
    }
    if known.undetermined.count == 1 {
      warnings.append(
        "the data do not constrain \(names(known.undetermined)): fix it or write the form without it")
    } else if !known.undetermined.isEmpty {
      warnings.append(
        "the data cannot separate \(names(known.undetermined)): fix one of them or write the form with fewer constants"
      )
    }
    let bound = settled.isFree.indices.filter { !settled.isFree[$0] }
    if !bound.isEmpty {
      warnings.append(
        "\(names(bound)) ended at a bound: the fit would be better without it, and the errors of the others are valid only with it"
      )
    }
    if freedom == 0 {
      let size = rows.target.largestMagnitude
      let passes = zip(predictions, rows.target).allSatisfy { abs($0 - $1) <= Self.rounding * size }
      warnings.append(
        "there are as many constants as rows\(passes ? ", and the law passes through all of them" : ""), so the fit cannot be tested"
      )
    }
    if let note = lackOfAgreement(predictions, rows, constants: settled.parameters.count) {
      warnings.append(note)
    }
    if minimum.starts > 2, minimum.agreeing < 2 {
      warnings.append(
        "only \(minimum.agreeing) of \(minimum.starts) starting points reached this minimum; other minima may be deeper: give starting values if you know some"
      )
    }
    return warnings
  }

  /// The explained share of the variance below which a fit gets a warning.
  private static let leastShare = 0.5
  /// The probability above which an improvement over a constant may be chance.
  private static let chance = 0.01

  /// A warning for a law that explains little; `nil` for others, and for forms without columns.
  private func lackOfAgreement(_ predictions: [Double], _ rows: FormRows, constants: Int) -> String? {
    guard !form.inputs.isEmpty, rows.count > constants, constants > 0, options.robustness == nil else {
      return nil
    }
    let rootWeights = rows.rootWeights
    func weight(_ s: Int) -> Double { rootWeights[s] * rootWeights[s] }
    let sum = rows.target.indices.reduce(0) { $0 + weight($1) }
    let mean = rows.target.indices.reduce(0) { $0 + weight($1) * rows.target[$1] } / sum
    var (left, total) = (0.0, 0.0)
    for s in rows.target.indices {
      left += weight(s) * (predictions[s] - rows.target[s]) * (predictions[s] - rows.target[s])
      total += weight(s) * (rows.target[s] - mean) * (rows.target[s] - mean)
    }
    guard total > 0, left > (1 - Self.leastShare) * total else { return nil }
    let freedom = rows.count - constants
    let probability = FTest.probability(
      ofRise: max(0, total - left), removed: max(1, constants - 1), residualVariance: left / Double(freedom),
      degreesOfFreedom: freedom)
    let advice = "give starting values if you know some, or try another form"
    if left >= total || probability > Self.chance {
      return "the fit is no better than a constant: \(advice)"
    }
    let percent = ((1 - left / total) * 100).decimalText(digits: 2)
    return "the fit explains only \(percent) % of the variance of \(form.targetName): \(advice)"
  }

  /// The law of a group: the form with its constants under their names.
  private func formula(
    of group: Int, _ system: FormSystem, constants: [Form.Fit.Constant], correlation: [[Double]],
    predictions: [Double]
  ) -> Formula {
    let rows = system.rows
    let index = system.layout.index[group]
    var values: [String: Expression] = [:]
    for (name, p) in zip(form.constants, index) {
      values[name] = .constant(
        NamedConstant(name: name, value: constants[p].value, latex: LaTeXPrinter().name(name)))
    }
    let own = rows.group.indices.filter { rows.group[$0] == group }
    var square = 0.0
    var largest = 0.0
    let mean = own.reduce(0) { $0 + rows.target[$1] } / Double(max(1, own.count))
    var total = 0.0
    for s in own {
      let r = predictions[s] - rows.target[s]
      square += r * r
      largest = max(largest, abs(r))
      total += (rows.target[s] - mean) * (rows.target[s] - mean)
    }
    var formula = Formula(
      outputName: form.targetName, expression: form.expression.substituting(values),
      variables: zip(form.inputs, rows.columns).map { name, column in
        Formula.Variable(name: name, range: (column.min() ?? 0)...(column.max() ?? 0))
      },
      constants: index.map { p in
        Formula.Constant(
          value: constants[p].value, standardError: constants[p].standardError, name: constants[p].name)
      }, correlation: index.map { a in index.map { correlation[a][$0] } },
      fidelity: [
        Formula.Fidelity(
          part: "train", rmse: (square / Double(max(1, own.count))).squareRoot(),
          rSquared: total > 0 ? 1 - square / total : square == 0 ? 1 : 0, maximumError: largest,
          count: own.count)
      ])
    formula.validity = formula.validityOnBox()
    return formula
  }
}
