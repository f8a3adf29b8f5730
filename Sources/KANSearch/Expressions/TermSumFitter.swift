import KANFitting
import KANFormula
import KANSymbolic
import RealModule

/// The target of a search over sums of trees, and how sums are fitted to it: by variable projection (Golub & Pereyra, SIAM J.
/// Numer. Anal. 10, 1973). Coefficients are always those of least squares; inner constants are fitted by Levenberg-Marquardt to the
/// resulting residuals, with the derivative of Kaufman (BIT 15, 1975).
struct TermSumFitter: Sendable {
  let names: [String]
  let columns: [[Double]]
  /// The target and the weights of its rows.
  let target: [Double]
  let weights: [Double]
  /// The weighted target, and its square.
  let weighted: [Double]
  let square: Double
  /// The relative residual that corresponds to the rounding of the columns.
  let rounding: Double
  /// Whether target and columns are those of the table, with known rounding.
  let isTable: Bool

  /// Steps of a refinement within the search.
  private static let steps = 25
  /// The share of its length that a derivative must keep after projection, to count as independent of the terms.
  private static let leastRemainder = 1e-7
  /// The largest norm of a term, relative to that of the target. Larger terms nearly cancel each other: their difference imitates a
  /// derivative, which is a different function, and loses digits.
  private static let largestTerm = 1e4

  init(
    _ grammar: ExpressionGrammar, target: [Double], weights: [Double], rounding: Double, isTable: Bool
  ) {
    self.isTable = isTable
    names = grammar.names
    columns = grammar.columns
    self.target = target
    self.weights = weights
    self.rounding = rounding
    weighted = zip(target, weights).map { $0 * $1 }
    square = RowProducts.square(weighted)
  }

  /// The empty sum.
  var nothing: TermSum { TermSum(terms: [], coefficients: [], residual: weighted, square: square, span: []) }

  /// The sum of some terms with all constants at their best values; `nil` if a term is not finite or a combination of the others.
  func refined(_ terms: [TermSum.Term], budget: WorkBudget) -> TermSum? {
    guard let programs = Programs(terms, names: names), !budget.isExhausted else { return nil }
    let start = terms.flatMap { $0.expression.freeConstants }
    guard !start.isEmpty, start.count < target.count else {
      return sum(terms, programs, start, budget)
    }
    guard let first = fit(programs, start, budget) else { return nil }
    let scale = RowProducts.square(first.residual).squareRoot()
    guard scale > 0 else { return sum(terms, programs, start, budget) }
    var solver = NonlinearLeastSquares()
    solver.maximumSteps = Self.steps
    solver.isStopped = { [cancellation = budget.cancellation] in cancellation.isRaised }
    let result = try? solver.fit(start: start, residualCount: target.count) { theta, residuals, jacobian in
      project(programs, Array(theta), residuals, jacobian, scale: scale, budget)
    }
    guard let end = result?.parameters, end.allSatisfy(\.isFinite),
      let moved = sum(terms, programs, end, budget), moved.square < RowProducts.square(first.residual)
    else { return sum(terms, programs, start, budget) }
    return moved
  }

  /// Writes the residuals with the best coefficients, and their derivatives with respect to inner constants.
  private func project(
    _ programs: Programs, _ theta: [Double], _ residuals: UnsafeMutableBufferPointer<Double>,
    _ jacobian: UnsafeMutableBufferPointer<Double>?, scale: Double, _ budget: WorkBudget
  ) {
    guard let fit = fit(programs, theta, budget) else {
      // A step that makes terms linearly dependent or leaves a domain is rejected.
      residuals.update(repeating: .nan)
      jacobian?.update(repeating: .nan)
      return
    }
    for s in residuals.indices { residuals[s] = fit.residual[s] / scale }
    guard let jacobian else { return }
    for (c, derivative) in derivatives(programs, theta, budget).enumerated() {
      let (rest, _) = OrthogonalFit.remainder(of: derivative.values, beside: fit.basis)
      let factor = -fit.coefficients[derivative.term] / scale
      for s in rest.indices { jacobian[s * theta.count + c] = factor * rest[s] }
    }
  }

  /// The compiled terms of a sum.
  private struct Programs {
    let programs: [CompiledExpression]
    /// The offset of the constants of each term.
    let starts: [Int]

    init?(_ terms: [TermSum.Term], names: [String]) {
      var programs: [CompiledExpression] = []
      var starts: [Int] = []
      var count = 0
      for term in terms {
        guard let program = try? CompiledExpression(term.expression, variables: names) else { return nil }
        programs.append(program)
        starts.append(count)
        count += program.freeConstants.count
      }
      (self.programs, self.starts) = (programs, starts)
    }

    func constants(of term: Int, in theta: [Double]) -> [Double] {
      Array(theta[starts[term]..<starts[term] + programs[term].freeConstants.count])
    }
  }

  /// The work for a node of a term on a row, with its share of the fit.
  private static let unitsOfATerm = 12

  private func fit(_ programs: Programs, _ theta: [Double], _ budget: WorkBudget) -> OrthogonalFit? {
    let count = programs.programs.count
    budget.spend(target.count * count * (Self.unitsOfATerm + 4 * count))
    let all = programs.programs.enumerated().map { n, program in
      var values = program.values(columns, constants: programs.constants(of: n, in: theta))
      for s in values.indices { values[s] *= weights[s] }
      return values
    }
    return OrthogonalFit(all, to: weighted)
  }

  /// The weighted derivatives of every term with respect to its constants.
  private func derivatives(
    _ programs: Programs, _ theta: [Double], _ budget: WorkBudget
  ) -> [(term: Int, values: [Double])] {
    programs.programs.enumerated().flatMap { n, program -> [(term: Int, values: [Double])] in
      guard !program.freeConstants.isEmpty else { return [] }
      budget.spend(3 * target.count * Self.unitsOfATerm)
      let (_, jacobian) = program.valuesAndConstantDerivatives(
        columns, constants: programs.constants(of: n, in: theta))
      return jacobian.map { column in
        // A vertical tangent (√x at 0) carries no information about the constants; the other rows decide.
        (n, zip(column, weights).map { $0.isFinite ? $0 * $1 : 0 })
      }
    }
  }

  /// The sum of terms at given constants.
  private func sum(
    _ terms: [TermSum.Term], _ programs: Programs, _ theta: [Double], _ budget: WorkBudget
  ) -> TermSum? {
    guard let fit = fit(programs, theta, budget), fit.largestTerm < Self.largestTerm * square.squareRoot()
    else { return nil }
    var span = fit.basis
    for derivative in derivatives(programs, theta, budget) {
      let length = RowProducts.square(derivative.values).squareRoot()
      let (rest, _) = OrthogonalFit.remainder(of: derivative.values, beside: span)
      let remainder = RowProducts.square(rest).squareRoot()
      guard remainder.isFinite, remainder > Self.leastRemainder * length, remainder > 0 else { continue }
      span.append(rest.map { $0 / remainder })
    }
    let moved = terms.enumerated().map { n, term in
      TermSum.Term(
        expression: term.expression.replacingFreeConstants(with: programs.constants(of: n, in: theta)),
        cost: term.cost)
    }
    return TermSum(
      terms: moved, coefficients: fit.coefficients, residual: fit.residual,
      square: RowProducts.square(fit.residual), span: span)
  }

  // MARK: - Length

  /// The description length of a sum and its residuals, in nats.
  func length(of sum: TermSum) -> Double {
    length(square: sum.square, cost: sum.cost, constants: sum.constantCount)
  }

  /// The same for a sum that is not fitted yet.
  ///
  /// - Parameters:
  ///   - square: The square of its residual.
  ///   - cost: The cost of its terms.
  ///   - constants: The number of constants.
  func length(square: Double, cost: Int, constants: Int) -> Double {
    let n = Double(target.count)
    return DescriptionLength(
      misfit: NoiseModel.misfit(
        meanSquare: max(0, square) / self.square, rows: target.count, constants: constants, rounding: rounding
      ),
      structure: Double(cost) * ExpressionGrammar.unit,
      constants: 0.5 * Double.log(n) * Double(constants)
    ).total
  }

  /// The relative residual below which a law may be exact.
  private static let nearlyNothing = 1e-4

  /// Whether the residuals of a sum are only rounding: that of every value and of the inputs.
  func isAtRounding(_ sum: TermSum) -> Bool {
    if !isTable { return sum.square < 4 * rounding * rounding * square }
    return sum.square < Self.nearlyNothing * Self.nearlyNothing * square
      && Exactness.holds(sum.expression, names: names, inputs: columns, target: target)
  }
}
