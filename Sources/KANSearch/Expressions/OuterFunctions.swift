import KANFormula
import KANNumerics
import KANSymbolic

/// One layer beyond a pool: functions of its trees, times cheap trees, of which only those that explain most of the target are kept.
///
/// A pool stores the values of its trees, so it ends early in a table of many columns. For the outermost function of a term only
/// its share of the target matters, not its values. Laws rarely have the exact numbers of a pool: sine and cosine are tried at many
/// frequencies, since neighbouring ones give no indication, and powers, exponentials and logarithms of sums u + c·v at some ratios
/// c.
struct OuterFunctions {
  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The number of trees whose functions are tried; among those made by arithmetic alone, the number for sine and cosine at every
    /// frequency, and the number that are added to each other.
    var (trees, swept, added) = (6_000, 400, 60)
    /// The number of frequencies, and their spacing in half turns over the range of the argument.
    var (frequencies, step) = (40, 0.5)
    /// c of u + c·v, in units of the typical u over the typical v.
    var ratios = [0.1, 0.3, 1, 3, 10, -0.1, -0.3, -1, -3, -10]
    /// The number of cheapest trees that are factors of functions, including 1.
    var factors = 20
    /// The number of rows for the first selection, and the number of candidates whose constants are then fitted on all rows.
    var (rows, looked) = (128, 200)
    /// The number of candidates kept that explain most alone, and together with a constant.
    var kept = 12
    /// The maximum number of nodes as a reader counts them.
    var complexity = 18
    /// The number of arguments processed together.
    var chunk = 200
  }

  var settings = Settings()
  let grammar: ExpressionGrammar
  let pool: TreePool
  let fitter: TermSumFitter
  private var target: [Double] { fitter.target }

  /// A factor of functions.
  struct Factor {
    let expression: Expression
    let cost: Int
    let values: [Double]
  }

  /// The argument of a function.
  enum Argument: Sendable {
    case tree(Int)
    case turning(Int, frequency: Double)
    /// u + c·v.
    case sum(Int, Double, Int)
  }

  /// A function of an argument times a factor, and the shares of the target that it explains alone and together with a constant.
  struct Candidate: Sendable {
    let argument: Argument
    let operation: Int
    let factor: Int
    let alone: Double
    let besideConstant: Double
  }

  /// The terms that explain most of the target, with their frequencies and ratios as inner constants.
  ///
  /// - Parameter known: Terms of laws so far, whose factors are also tried.
  func terms(beside known: [TermSum.Term], in context: SearchContext) -> [TermSum.Term] {
    guard target.count == pool.rowCount, pool.rowCount > 0 else { return [] }
    let factors = factors(known)
    let programs = grammar.unary.map { try? CompiledExpression($0.expression, variables: ["x"]) }
    let few = Rows(Array(0..<pool.rowCount).evenlySpaced(atMost: settings.rows), factors, fitter)
    let arguments = self.arguments
    let chunks = stride(from: 0, to: arguments.count, by: settings.chunk).map {
      Array(arguments[$0..<min($0 + settings.chunk, arguments.count)])
    }
    let found = context.map(chunks) { chunk, own -> [Candidate] in
      guard !own.budget.isExhausted else { return [] }
      var best = Best(count: settings.looked)
      var looks = 0
      for argument in chunk {
        let values = values(of: argument) { pool.values($0, rows: few.rows) }
        for k in grammar.unary.indices where isAllowed(k, of: argument) {
          guard let program = programs[k] else { continue }
          looks += 1
          few.shares(of: program.values([values])) { factor, alone, besideConstant in
            best.insert(
              Candidate(
                argument: argument, operation: k, factor: factor, alone: alone,
                besideConstant: besideConstant))
          }
        }
      }
      own.budget.spend(looks * few.rows.count * (Self.unitsOfAFunction + 2 * factors.count))
      return best.all
    }.flatMap { $0 }
    var kept = Best(count: settings.looked)
    for candidate in found { kept.insert(candidate) }
    return chosen(kept.all, factors, in: context)
  }

  /// Units of work of a function on a row.
  private static let unitsOfAFunction = 8

  /// The best of the candidates on all rows, with fitted constants.
  private func chosen(
    _ candidates: [Candidate], _ factors: [Factor], in context: SearchContext
  ) -> [TermSum.Term] {
    var forms: Set<Expression> = []
    let distinct = candidates.compactMap { term($0, factors) }.filter {
      forms.insert($0.expression.form).inserted
    }
    let one = TermSum.Term(expression: 1, cost: 1)
    let alone = context.map(distinct) { fitter.refined([$0], budget: $1.budget) }.compactMap { $0 }
    let besideConstant = context.map(distinct) { fitter.refined([$0, one], budget: $1.budget) }.compactMap {
      $0
    }
    var terms: [TermSum.Term] = []
    for sums in [alone, besideConstant] {
      for sum in sums.sorted(by: { $0.square < $1.square }).prefix(settings.kept)
      where !terms.contains(sum.terms[0]) {
        terms.append(sum.terms[0])
      }
    }
    return terms
  }

  private func term(_ candidate: Candidate, _ factors: [Factor]) -> TermSum.Term? {
    let (operation, factor) = (grammar.unary[candidate.operation], factors[candidate.factor])
    let argument: Expression
    var cost: Int
    switch candidate.argument {
    case .tree(let n): (argument, cost) = (pool.trees[n].expression, pool.trees[n].cost + operation.cost)
    case .turning(let n, let frequency):
      argument = .real(frequency) * pool.trees[n].expression
      cost = pool.trees[n].cost + FreeTree.costOfForm
    case .sum(let n, let ratio, let m):
      argument = pool.trees[n].expression + .real(ratio) * pool.trees[m].expression
      cost = pool.trees[n].cost + pool.trees[m].cost + operation.cost + FreeTree.costOfForm
    }
    var expression = operation.applied(to: argument)
    if factor.expression != 1 {
      expression = factor.expression * expression
      cost += factor.cost + FreeTree.costOfProduct
    }
    guard expression.complexity <= settings.complexity, grammar.allows(expression) else { return nil }
    return TermSum.Term(expression: expression, cost: cost)
  }

  // MARK: - What is tried

  private var arguments: [Argument] {
    let all = pool.trees.indices.prefix(settings.trees).filter {
      !pool.trees[$0].expression.variables.isEmpty
    }
    let plain = all.filter(isPlain)
    let turning = plain.prefix(settings.swept).flatMap { n in
      frequencies(of: pool.values(n)).map { Argument.turning(n, frequency: $0) }
    }
    let added = plain.filter { pool.trees[$0].isTerm }.prefix(settings.added)
    let sizes = added.map { pool.values($0).typicalMagnitude }
    let sums = added.indices.flatMap { a in
      added.indices.filter { $0 > a && sizes[a] > 0 && sizes[$0] > 0 }.flatMap { b in
        settings.ratios.map { Argument.sum(added[a], $0 * sizes[a] / sizes[b], added[b]) }
      }
    }
    return all.map { .tree($0) } + turning + sums
  }

  /// Whether a tree is made of columns by arithmetic alone.
  private func isPlain(_ n: Int) -> Bool {
    let tree = pool.trees[n]
    return tree.functions.isSubset(of: [.abs]) && !tree.expression.variables.isEmpty
      && !tree.expression.addsANumber
  }

  /// From a quarter of a turn over the range of the argument to many turns.
  private func frequencies(of argument: [Double]) -> [Double] {
    guard let low = argument.min(), let high = argument.max(), high > low else { return [] }
    return (1...settings.frequencies).map { .pi * settings.step * Double($0) / (high - low) }
  }

  private func isAllowed(_ k: Int, of argument: Argument) -> Bool {
    let operation = grammar.unary[k]
    switch argument {
    case .tree(let n):
      let tree = pool.trees[n]
      // For the other functions the mirrored one is equal up to its sign, and powers of products are products.
      return tree.functions.isDisjoint(
        with: operation.functions.union(operation.functions.flatMap(\.inverses)))
        && (!operation.isMirrored || operation.functions.isSubset(of: [.exp, .log]))
        && (!operation.functions.isEmpty || !tree.isTerm) && !operation.functions.contains(.abs)
    case .turning: return !operation.isMirrored && [[.sin], [.cos]].contains(operation.functions)
    case .sum: return sumsOperations.contains(k)
    }
  }

  /// The operations applied to sums u + c·v: positive whole powers are, at least nearly, sums of trees themselves, and other
  /// functions have their own inner scale.
  private let sumsOperations: Set<Int>

  /// - Parameters:
  ///   - pool: Trees on the rows of the fitter.
  ///   - fitter: The fitter with the target.
  init(_ grammar: ExpressionGrammar, _ pool: TreePool, _ fitter: TermSumFitter) {
    (self.grammar, self.pool, self.fitter) = (grammar, pool, fitter)
    let x = Expression.variable("x")
    let powers = [(-2, 1), (-3, 2), (-1, 1), (-1, 2), (1, 2), (3, 2)].compactMap { Rational($0, $1) }
    let common = Set(powers.map { Expression.power(x, .rational($0)) } + [.exp(x), .log(x)])
    sumsOperations = Set(grammar.unary.indices.filter { common.contains(grammar.unary[$0].expression) })
  }

  private func values(of argument: Argument, _ column: (Int) -> [Double]) -> [Double] {
    switch argument {
    case .tree(let n): column(n)
    case .turning(let n, let frequency): column(n).map { frequency * $0 }
    case .sum(let n, let ratio, let m): zip(column(n), column(m)).map { $0 + ratio * $1 }
    }
  }

  /// One, the cheapest trees, and the powers of columns that are factors of known terms.
  private func factors(_ known: [TermSum.Term]) -> [Factor] {
    let cheap = pool.trees.indices.filter { pool.trees[$0].isTerm && isPlain($0) }
    var factors = [Factor(expression: 1, cost: 0, values: target.map { _ in 1 })]
    factors += cheap.prefix(settings.factors - 1).map {
      Factor(expression: pool.trees[$0].expression, cost: pool.trees[$0].cost, values: pool.values($0))
    }
    let price = StructurePrice(inputCount: grammar.names.count)
    for term in known {
      let factor = term.expression.factorsOfColumns
      guard !factor.variables.isEmpty, !factors.contains(where: { $0.expression == factor }),
        let program = try? CompiledExpression(factor, variables: grammar.names)
      else { continue }
      let values = program.values(grammar.columns)
      guard values.allSatisfy(\.isFinite) else { continue }
      factors.append(
        Factor(expression: factor, cost: ExpressionGrammar.cost(ofTerm: factor, price), values: values))
    }
    return factors
  }
}

extension ElementaryFunction {
  /// Its inverse functions, if there are any.
  fileprivate var inverses: [ElementaryFunction] {
    switch self {
    case .exp: [.log]
    case .log: [.exp, .cosh, .sinh]
    case .sin: [.arcsin]
    case .cos: [.arccos]
    case .tan: [.arctan]
    case .arcsin: [.sin]
    case .arccos: [.cos]
    case .arctan: [.tan]
    case .tanh: [.artanh]
    case .artanh: [.tanh]
    default: []
    }
  }
}

extension Expression {
  /// The powers of single variables in a product; 1 if there are none.
  fileprivate var factorsOfColumns: Expression {
    let parts = if case .product(let parts) = self { parts } else { [self] }
    let own = parts.filter {
      switch $0 {
      case .variable, .power(.variable, .rational): true
      default: false
      }
    }
    return own.isEmpty ? 1 : own.count == 1 ? own[0] : .product(own)
  }
}
