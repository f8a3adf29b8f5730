import KANFormula
import KANSymbolic
import RealModule

/// A sum Σ aᵢ·Tᵢ of trees at its best coefficients on the rows of a search.
struct TermSum: Sendable {
  /// A tree of the sum, without its coefficient; constants inside it stand at their best values.
  struct Term: Sendable, Hashable {
    let expression: Expression
    let cost: Int
    /// Its number of constants, the coefficient included.
    var constants: Int { expression.freeConstants.count + 1 }
  }

  let terms: [Term]
  let coefficients: [Double]
  /// What the sum leaves of the target, weighted, and its square.
  let residual: [Double]
  let square: Double
  /// Orthonormal vectors that span the weighted terms.
  let basis: [[Double]]

  /// The sum as an expression whose coefficients and inner constants may move.
  var expression: Expression {
    .sum(zip(coefficients, terms).map { .product([.real($0), $1.expression]) })
  }

  /// The terms but for the values of their constants, whatever their order.
  var form: Set<Expression> { Set(terms.map { $0.expression.form }) }

  /// The number of constants.
  var constantCount: Int { terms.reduce(0) { $0 + $1.constants } }
}

/// The target of a search over sums of trees, and how sums are fitted to it.
struct TermSumFitter: Sendable {
  let names: [String]
  let columns: [[Double]]
  /// The target and the weights of its rows.
  let target: [Double]
  let weights: [Double]
  /// The weighted target's square.
  let square: Double
  /// The relative residual that is no more than the rounding of the columns.
  let rounding: Double
  /// Whether target and columns are those of the table, whose rounding is known.
  let isTable: Bool
  private let refiner: ExpressionRefiner

  /// Steps of a refinement within the search.
  private static let steps = 25
  /// A column all but spanned by those before it adds nothing that can be told from them.
  private static let leastRemainder = 1e-10

  init(
    _ grammar: ExpressionGrammar, target: [Double], weights: [Double], rounding: Double, isTable: Bool
  ) {
    self.isTable = isTable
    names = grammar.names
    columns = grammar.columns
    self.target = target
    self.weights = weights
    self.rounding = rounding
    square = zip(target, weights).reduce(0) { $0 + $1.0 * $1.1 * $1.0 * $1.1 }
    let size = (square / Double(max(1, target.count))).squareRoot()
    var refiner = ExpressionRefiner(
      columns: grammar.columns, names: grammar.names, target: target, rootWeights: weights,
      spread: size > 0 ? size : 1)
    refiner.maximumSteps = Self.steps
    self.refiner = refiner
  }

  /// No term at all.
  var nothing: TermSum {
    TermSum(
      terms: [], coefficients: [], residual: zip(target, weights).map { $0 * $1 }, square: square, basis: [])
  }

  /// The sum of some terms at its best coefficients; constants inside the terms stay; `nil` where a term is not finite or a
  /// combination of the others.
  func linear(_ terms: [TermSum.Term], budget: WorkBudget) -> TermSum? {
    let n = target.count
    var basis: [[Double]] = []
    // Column j of R: what term j has of every vector of the basis.
    var upper: [[Double]] = []
    for term in terms {
      guard let compiled = try? CompiledExpression(term.expression, variables: names) else { return nil }
      budget.spend(n * (term.expression.complexity + 4 * basis.count + 4))
      var column = compiled.values(columns)
      for s in 0..<n { column[s] *= weights[s] }
      let length = column.sumOfSquares.squareRoot()
      guard length.isFinite, length > 0 else { return nil }
      var own = [Double](repeating: 0, count: basis.count + 1)
      // Twice is enough (Kahan & Parlett).
      for _ in 0..<2 {
        for (m, vector) in basis.enumerated() {
          var p = 0.0
          for s in 0..<n { p += vector[s] * column[s] }
          for s in 0..<n { column[s] -= p * vector[s] }
          own[m] += p
        }
      }
      let remainder = column.sumOfSquares.squareRoot()
      guard remainder > Self.leastRemainder * length else { return nil }
      own[basis.count] = remainder
      basis.append(column.map { $0 / remainder })
      upper.append(own)
    }
    var residual = zip(target, weights).map { $0 * $1 }
    var projections = [Double](repeating: 0, count: basis.count)
    for _ in 0..<2 {
      for (m, vector) in basis.enumerated() {
        var p = 0.0
        for s in 0..<n { p += vector[s] * residual[s] }
        for s in 0..<n { residual[s] -= p * vector[s] }
        projections[m] += p
      }
    }
    var coefficients = projections
    for j in basis.indices.reversed() {
      for k in (j + 1)..<max(j + 1, basis.count) { coefficients[j] -= upper[k][j] * coefficients[k] }
      coefficients[j] /= upper[j][j]
    }
    guard coefficients.allSatisfy(\.isFinite) else { return nil }
    return TermSum(
      terms: terms, coefficients: coefficients, residual: residual, square: residual.sumOfSquares,
      basis: basis)
  }

  /// The sum of some terms with all constants at their best values: coefficients by linear least squares, those inside the terms by
  /// Levenberg-Marquardt, coefficients beside them.
  func refined(_ terms: [TermSum.Term], budget: WorkBudget) -> TermSum? {
    guard let start = linear(terms, budget: budget) else { return nil }
    guard start.constantCount > terms.count else { return start }
    guard let refined = refiner.refine(start.expression, budget: budget),
      case .sum(let parts) = refined.expression, parts.count == terms.count
    else { return start }
    let moved = zip(parts, terms).map { part, term -> TermSum.Term in
      guard case .product(let factors) = part, factors.count == 2 else { return term }
      return TermSum.Term(expression: factors[1], cost: term.cost)
    }
    guard let end = linear(moved, budget: budget), end.square < start.square else { return start }
    return end
  }

  /// What it takes to write a sum down and what it leaves, in nats.
  func length(of sum: TermSum) -> Double {
    length(
      square: sum.square, cost: sum.terms.reduce(0) { $0 + $1.cost }, constants: sum.constantCount)
  }

  /// The same of a sum that is not fitted yet.
  ///
  /// - Parameters:
  ///   - square: Of what it leaves.
  ///   - cost: Of its terms.
  ///   - constants: Their number.
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

  /// What is left of a law that may be exact is less than this.
  private static let nearlyNothing = 1e-4

  /// Whether a sum leaves no more than rounding: that of every value and of what it is computed from.
  func isAtRounding(_ sum: TermSum) -> Bool {
    if sum.square < 4 * rounding * rounding * square { return true }
    return isTable && sum.square < Self.nearlyNothing * Self.nearlyNothing * square
      && Exactness.holds(sum.expression, names: names, inputs: columns, target: target)
  }
}
