import KANFormula
import KANNumerics
import KANSymbolic

/// Laws whose target, or a common function of it, is a sum of a few trees: the search over expressions.
///
/// Linear selections choose from a library of products of powers and functions; here the library is all trees in the order of their
/// price, and trees have inner constants: x·exp(−c·t), sin(c·x), x²/(1 + c·x⁴), xᶜ.
struct SumsOfTrees: LawFamily {
  static let name = "sums-of-trees"
  static let summary = "a function of the target is a sum of a few trees, with constants inside them"
  static let tier = FamilyTier.trees

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The number of rows; noise requires more.
    var rows = 256
    var rowsWithNoise = 800
    /// The minimum number of rows.
    var leastRows = 16
    var pool = TreePool.Settings()
    var freeTrees = FreeTree.Settings()
    var search = SumSearch.Settings()
    /// Functions of the target in addition to the target itself.
    var transforms: [TargetTransform] = [.power(-1), .log, .power(2)]
    /// The share of the work that sums for the target itself may take, so that its functions are tried if none is exact.
    var shareOfTarget = 2.0 / 3
    /// The numbers of sums for the target and for a function of it that become laws.
    var laws = 6
    var lawsOfTransforms = 2
    /// The number of known laws whose terms are offered to sums.
    var known = 3

    /// The number of rows for a weighting.
    func limit(_ weighting: Weighting) -> Int { weighting.isNoisy ? rowsWithNoise : rows }
  }

  /// The settings for a breadth: the whole search for pairs; under noise a smaller one, since a large choice gives look-alikes.
  private static func settings(_ breadth: Look.Breadth) -> Settings {
    var settings = Settings()
    switch breadth {
    case .pairs: break
    case .functions: settings.reduce(trees: 4_000, core: 400, triples: 200, width: 8, terms: 5)
    case .powers:
      settings.reduce(trees: 1_200, core: 200, triples: 120, width: 6, terms: 4)
      settings.transforms = []
    }
    return settings
  }

  func candidates(for problem: Subproblem, in context: SearchContext) -> [Expression] {
    let settings = Self.settings(context.look.breadth)
    let rows = problem.rows(
      atMost: settings.limit(context.look.weighting), beside: context.look.weighting)
    guard !problem.inputs.isEmpty, rows.count >= settings.leastRows, !context.budget.isExhausted else {
      return []
    }
    let grammar = ExpressionGrammar(
      problem, rows: rows, catalog: context.catalog, constraints: context.constraints,
      dimensions: context.dimensions)
    let pool = TreePool(grammar, settings: settings.pool, budget: context.budget)
    let trees = Trees(
      rows: rows, grammar: grammar, pool: pool,
      free: FreeTree.all(grammar, pool, catalog: context.catalog, settings: settings.freeTrees))
    let part = context.budget.share(settings.transforms.isEmpty ? 1 : settings.shareOfTarget)
    let own = sums(of: problem, .power(1), trees, settings, context.spending(part))
    context.budget.absorb(part)
    if own.isExact { return own.laws }
    return own.laws + settings.transforms.flatMap { sums(of: problem, $0, trees, settings, context).laws }
  }

  /// The elements of sums, independent of the function of the target.
  private struct Trees {
    /// The rows on which they have values.
    let rows: [Int]
    let grammar: ExpressionGrammar
    let pool: TreePool
    let free: [FreeTree]
  }

  /// The best sums for a function of the target, and whether one leaves only rounding.
  private func sums(
    of problem: Subproblem, _ transform: TargetTransform, _ trees: Trees, _ settings: Settings,
    _ context: SearchContext
  ) -> (laws: [Expression], isExact: Bool) {
    let isPlain = transform == .power(1)
    let isTable = isPlain && problem.factor == 1 && problem.term == 0
    guard !context.budget.isExhausted,
      let target = TransformedTarget(
        problem, transform, weighting: context.look.weighting, limit: settings.limit(context.look.weighting)),
      target.rows == trees.rows
    else { return ([], false) }
    let weights =
      context.look.weighting == .rounding
      ? self.weights(of: problem, transform, target.rows, context.laws.first) : target.weights
    guard weights.allSatisfy(\.isFinite) else { return ([], false) }
    let fitter = TermSumFitter(
      trees.grammar, target: target.values, weights: weights, rounding: Self.rounding(of: problem),
      isTable: isTable)
    guard fitter.square > 0, fitter.square.isFinite else { return ([], false) }
    let known =
      isTable ? context.laws.prefix(settings.known).map { terms(of: $0, problem, trees.grammar) } : []
    let outer =
      isPlain
      ? OuterFunctions(trees.grammar, trees.pool, fitter).terms(beside: known.flatMap { $0 }, in: context)
      : []
    var search = SumSearch(
      fitter: fitter,
      bank: TermBank(
        trees.grammar, trees.pool, trees.free,
        known: Array(Set(known.joined() + outer)).sorted(by: Self.precedes),
        weights: weights, core: settings.search.core, budget: context.budget),
      context: context, settings: settings.search)
    // A function that explains nearly all of the target must be fitted even if little of the budget is left.
    search.known = known + outer.map { [$0] }
    search.backgrounds = PolynomialBackgrounds.all(trees.grammar)
    if !isPlain { search.settings.reduceForTransforms() }
    let found = search.run()
    let laws = found.sums.prefix(isPlain ? settings.laws : settings.lawsOfTransforms).map { sum in
      problem.composed(
        with: transform.inverse(
          sum.expression.substituting(trees.grammar.substitutions), isNegative: target.isNegative))
    }
    return (laws, found.isExact)
  }

  /// A law as a sum of trees of the columns.
  private func terms(of law: Expression, _ problem: Subproblem, _ grammar: ExpressionGrammar) -> [TermSum
    .Term]
  {
    var columns: [String: Expression] = [:]
    for (name, expression) in grammar.substitutions {
      if case .variable(let own) = expression { columns[own] = .variable(name) }
    }
    let price = StructurePrice(inputCount: problem.inputs.count)
    let parts = if case .sum(let parts) = law { parts } else { [law] }
    return parts.map { part in
      let tree = part.substituting(columns).withoutCoefficient
      return TermSum.Term(expression: tree, cost: ExpressionGrammar.cost(ofTerm: tree, price))
    }
  }

  private static func precedes(_ a: TermSum.Term, _ b: TermSum.Term) -> Bool {
    (a.cost, "\(a.expression)") < (b.cost, "\(b.expression)")
  }

  /// The share of the typical error below which an error counts as that share.
  private static let leastShareOfError = 0.01

  /// The inverse uncertainty of a function of the target due to rounding.
  private func weights(
    of problem: Subproblem, _ transform: TargetTransform, _ rows: [Int], _ law: Expression?
  ) -> [Double] {
    let errors = zip(RowErrors.errors(of: problem.table, rows: rows, law: law), rows).map { error, s in
      // An error of y, as one of t and of its function.
      let own = problem.weight(at: s)
      let value = own > 0 ? error / own * transform.slope(at: problem.values[s]) : 0
      return value.isFinite ? value : 0
    }
    let typical = errors.quantile(0.5)
    guard typical > 0 else { return errors.map { _ in 1 } }
    return errors.map { typical / max($0, Self.leastShareOfError * typical) }
  }

  /// The relative uncertainty of a value due to the rounding of the columns: smaller residuals are not significant.
  private static func rounding(of problem: Subproblem) -> Double {
    let results = ColumnRounding(ofResults: problem.table.target)
    let inputs = problem.inputs.map { problem.table.inputs[$0] }
    let roundings = inputs.map { ColumnRounding(ofInput: $0, besideResults: results) }
    return zip(inputs + [problem.table.target], roundings + [results]).reduce(NoiseModel.rounding) {
      largest, next in
      let size = next.0.typicalMagnitude
      guard size > 0 else { return largest }
      // For an error uniformly distributed up to the largest, the root mean square is the largest over √3.
      return max(largest, next.1.error(of: size) / size / 3.0.squareRoot())
    }
  }
}

extension SumsOfTrees.Settings {
  /// Makes the search smaller.
  fileprivate mutating func reduce(trees: Int, core: Int, triples: Int, width: Int, terms: Int) {
    pool.trees = trees
    freeTrees.starts = 3 * trees
    (search.core, search.triples, search.quadruples) = (core, triples, 80)
    (search.width, search.terms) = (width, terms)
    (search.partners, search.seedsWithConstants, search.starts) = (60, 40, 40)
    (search.extendedByPairs, search.rounds) = (3, 2)
  }
}

extension SumSearch.Settings {
  /// Makes the search smaller for functions of the target: the further from the measured quantity, the simpler the law must be.
  fileprivate mutating func reduceForTransforms() {
    (width, terms, triples) = (min(width, 8), min(terms, 4), min(triples, 300))
    (partners, seedsWithConstants, starts) = (min(partners, 60), min(seedsWithConstants, 40), min(starts, 40))
    (extendedByPairs, rounds) = (min(extendedByPairs, 3), min(rounds, 2))
  }
}

extension Expression {
  /// The expression without numeric factors.
  fileprivate var withoutCoefficient: Expression {
    switch self {
    case .rational, .real, .constant: return 1
    case .product(let factors):
      let others = factors.filter { !$0.variables.isEmpty }
      return others.isEmpty ? 1 : others.count == 1 ? others[0] : .product(others)
    default: return self
    }
  }
}
