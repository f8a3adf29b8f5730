import KANData
import KANFitting
import KANFormula
import KANNumerics

extension Form {
  /// Fits the constants of the form to a table.
  ///
  /// Nonlinear least squares with exact derivatives, from the given starts or from many (`Form.FitOptions`). Equal
  /// tables and options give equal bits.
  ///
  /// - Parameters:
  ///   - table: The columns of the form, and those of errors and groups that `options` names; at least as
  ///     many rows as constants.
  ///   - options: Starts, bounds, errors of measurement, the treatment of outliers, and groups.
  /// - Returns: The fit of the smallest sum of squares that was found, with errors and correlations of the constants.
  /// - Throws: An error if options name constants or columns that do not exist or contradict each other, if errors are
  /// not positive, if there are fewer rows than constants, or if the form has no finite value on the rows.
  public func fit(to table: Table, options: Form.FitOptions = Form.FitOptions()) throws
    -> Form.Fit
  {
    try FormFitter(form: self, options: options, columnNames: table.names).fit(to: table)
  }
}

/// Computes a `Form.Fit` from a form and its rows.
struct FormFitter {
  let form: Form
  let options: Form.FitOptions
  /// The columns of the table, for notes on names.
  var columnNames: [String] = []

  /// Steps of the first fits, which only distinguish good starts from bad ones.
  private static let firstSteps = 60
  /// Rows of the first fits.
  private static let firstRows = 1000
  /// Steps of the final fits; narrow valleys take hundreds.
  static let steps = 1000
  /// Starts that are followed to the end.
  private static let finalists = 6
  /// Sums of squares that agree to this relative difference belong to the same minimum.
  private static let sameMinimum = 1e-6

  let budget = WorkBudget()

  func fit(to table: Table) throws -> Form.Fit {
    try checkOptions()
    let rows = try FormRows(table, for: form, options: options)
    guard rows.count >= form.constants.count else {
      throw SymbolicError.form(.tooFewRows(rows: rows.count, constants: form.constants.count, group: nil))
    }
    if rows.groupNames.isEmpty {
      let layout = ParameterLayout(isCommon: form.constants.map { _ in true }, groupCount: 1)
      let system = try FormSystem(form, rows: rows, layout: layout)
      return try finished(try best(system))
    }
    return try GroupedFit(fitter: self, rows: rows).fit()
  }

  /// The bounds of every constant.
  var bounds: [ClosedRange<Double>] {
    form.constants.map { options.bounds[$0] ?? -Double.infinity...Double.infinity }
  }

  func solver(for layout: ParameterLayout) -> FormSolver {
    FormSolver(bounds: layout.meaning.map { bounds[$0.constant] }, budget: budget)
  }

  private func checkOptions() throws {
    func check(_ names: some Sequence<String>, _ purpose: String) throws {
      if let stranger = names.sorted().first(where: { !form.constants.contains($0) }) {
        throw SymbolicError.form(.unknownConstant(stranger, purpose: purpose, constants: form.constants))
      }
    }
    try check(options.starts.keys, "a starting value")
    try check(options.bounds.keys, "a bound")
    try check(options.common.union(options.each), "a role in groups")
    for (name, range) in options.bounds.sorted(by: { $0.key < $1.key }) {
      guard range.lowerBound < range.upperBound else {
        throw SymbolicError.form(.emptyBounds(name, lower: range.lowerBound, upper: range.upperBound))
      }
      if let start = options.starts[name], !range.contains(start) {
        throw SymbolicError.form(
          .startOutsideBounds(name, start: start, lower: range.lowerBound, upper: range.upperBound))
      }
    }
    if let both = options.common.union(options.each).sorted().first(where: {
      options.group == nil || options.common.contains($0) && options.each.contains($0)
    }) {
      throw SymbolicError.form(.contradictingRoles(both))
    }
  }

  /// The smallest sum of squares of one experiment among those to which the starts lead.
  func best(_ system: FormSystem) throws -> Minimum {
    let isStarted = form.constants.allSatisfy { options.starts[$0] != nil }
    let search = StartSearch(form: form, starts: options.starts, bounds: bounds, budget: budget)
    var starts = try search.starts(on: system.rows)
    if isStarted {
      let given = form.constants.compactMap { options.starts[$0] }
      if let row = system.firstRowWithoutValue(given) {
        throw SymbolicError.form(.notFiniteAtStart(row: row + 1, values: options.starts))
      }
      // In addition to the given start, the same with the linear constants fitted: it uses only the other constants.
      var others = options.starts
      for name in form.constants where try isLinear(name) { others[name] = nil }
      let projected = try StartSearch(form: form, starts: others, bounds: bounds, budget: budget).starts(
        on: system.rows)
      starts = [given] + projected.prefix(1)
    }
    guard !starts.isEmpty else { throw SymbolicError.form(.noStart) }
    return try best(system, from: starts)
  }

  private func isLinear(_ name: String) throws(SymbolicError) -> Bool {
    !form.expression.derivative(withRespectTo: name).variables.contains(name)
  }

  /// The smallest sum of squares to which some starts lead by the usual method only.
  func minimum(_ system: FormSystem, from starts: [[Double]], steps: Int) -> Minimum? {
    let solver = solver(for: system.layout)
    let best = starts.compactMap { solver.solve(system, from: $0, steps: steps) }.min {
      $0.sumOfSquares < $1.sumOfSquares
    }
    return best.map {
      Minimum(
        system: system, parameters: $0.parameters, sumOfSquares: $0.sumOfSquares,
        constantPrice: $0.constantPrice, starts: starts.count, agreeing: starts.count)
    }
  }

  /// The end point of a search for the smallest sum of squares.
  struct Minimum {
    let system: FormSystem
    let parameters: [Double]
    let sumOfSquares: Double
    /// The price of the parameters in nats, with errors from the residuals.
    let constantPrice: Double
    let starts: Int
    let agreeing: Int
  }

  /// The smallest sum of squares to which any of the starts leads.
  func best(_ system: FormSystem, from starts: [[Double]]) throws -> Minimum {
    let solver = solver(for: system.layout)
    var finalists = starts
    if starts.count > Self.finalists {
      let few =
        system.rows.count > Self.firstRows
        ? try FormSystem(form, rows: system.rows.limited(to: Self.firstRows), layout: system.layout) : system
      let first = starts.compactMap { solver.solve(few, from: $0, steps: Self.firstSteps) }
      finalists = first.sorted { $0.sumOfSquares < $1.sumOfSquares }.prefix(Self.finalists).map(\.parameters)
    }
    var best: FormSolver.Solution?
    var agreeing = 0
    for start in finalists {
      guard let solution = thorough(solver, system, from: start) else { continue }
      if let known = best, solution.sumOfSquares >= known.sumOfSquares * (1 - Self.sameMinimum) {
        if solution.sumOfSquares <= known.sumOfSquares * (1 + Self.sameMinimum) { agreeing += 1 }
        if solution.sumOfSquares < known.sumOfSquares { best = solution }
      } else {
        best = solution
        agreeing = 1
      }
    }
    guard let best else { throw SymbolicError.form(.noStart) }
    return Minimum(
      system: system, parameters: best.parameters, sumOfSquares: best.sumOfSquares,
      constantPrice: best.constantPrice, starts: starts.count,
      agreeing: agreeing)
  }

  /// From one start by several methods, until two of them agree.
  private func thorough(
    _ solver: FormSolver, _ system: FormSystem, from start: [Double]
  ) -> FormSolver.Solution? {
    var best: FormSolver.Solution?
    for way in FormSolver.Way.all {
      guard let solution = solver.solve(system, from: start, way: way, steps: Self.steps) else { continue }
      guard let known = best else {
        best = solution
        continue
      }
      if solution.sumOfSquares < known.sumOfSquares { best = solution }
      let larger = max(solution.sumOfSquares, known.sumOfSquares)
      if solution.converged, abs(solution.sumOfSquares - known.sumOfSquares) <= Self.sameMinimum * larger {
        break
      }
    }
    return best
  }
}
