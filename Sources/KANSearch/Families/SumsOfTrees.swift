import KANFormula
import KANNumerics
import KANSymbolic

/// Laws whose target, or a common function of it, is a sum of a few trees: the search over expressions.
///
/// What linear selections choose from is a library of products of powers and functions; here the library is every tree in the
/// order of its price, and trees have constants inside: x·exp(−c·t), sin(c·x), x²/(1 + c·x⁴), xᶜ.
struct SumsOfTrees: LawFamily {
  static let name = "sums-of-trees"
  static let summary = "a function of the target is a sum of a few trees, with constants inside them"
  static let tier = FamilyTier.trees

  /// The numbers that decide.
  struct Settings: Sendable {
    /// Rows that decide; noise wants more of them.
    var rows = 400
    var rowsWithNoise = 800
    /// The least that do.
    var leastRows = 16
    var pool = TreePool.Settings()
    var freeTrees = FreeTree.Settings()
    var search = SumSearch.Settings()
    /// Functions of the target beside the target itself, and the sums that are followed of them.
    var transforms: [TargetTransform] = [.power(-1), .log, .power(2)]
    var widthOfTransforms = 10
    var termsOfTransforms = 4
    var triplesOfTransforms = 600
    var startsOfTransforms = 40
    var partnersOfTransforms = 60
    /// Sums that become laws, of the target and of a function of it.
    var laws = 6
    var lawsOfTransforms = 2

    /// The rows that decide under some noise.
    func limit(_ weighting: Weighting) -> Int { weighting.isNoisy ? rowsWithNoise : rows }
  }

  /// Those of a look of some breadth: the whole search for pairs, a small one where only powers are asked for.
  private static func settings(_ breadth: Look.Breadth) -> Settings {
    var settings = Settings()
    switch breadth {
    case .pairs: break
    case .functions:
      settings.pool.trees = 4_000
      settings.search.triples = 800
      settings.search.quadruples = 150
      settings.search.width = 16
      settings.search.starts = 80
      settings.search.partners = 100
      settings.search.seedsWithConstants = 60
    case .powers:
      settings.pool.trees = 1_500
      settings.freeTrees.arguments = 4
      settings.freeTrees.factors = 4
      settings.search.triples = 300
      settings.search.quadruples = 80
      settings.search.width = 12
      settings.search.starts = 40
      settings.search.partners = 50
      settings.search.seedsWithConstants = 40
      settings.search.terms = 4
      settings.transforms = []
    }
    return settings
  }

  func candidates(for problem: Subproblem, in context: SearchContext) -> [Expression] {
    let settings = Self.settings(context.look.breadth)
    let rows = problem.table.rows(atMost: settings.limit(context.look.weighting))
    guard !problem.inputs.isEmpty, rows.count >= settings.leastRows, !context.budget.isExhausted else {
      return []
    }
    let grammar = ExpressionGrammar(
      problem, rows: rows, catalog: context.catalog, constraints: context.constraints)
    let pool = TreePool(grammar, settings: settings.pool, budget: context.budget)
    let trees = Trees(
      grammar: grammar, pool: pool,
      free: FreeTree.all(grammar, pool, catalog: context.catalog, settings: settings.freeTrees))
    let own = sums(of: problem, .power(1), trees, settings, context)
    if own.isExact { return own.laws }
    return own.laws + settings.transforms.flatMap { sums(of: problem, $0, trees, settings, context).laws }
  }

  /// What sums are made of, whatever the function of the target.
  private struct Trees {
    let grammar: ExpressionGrammar
    let pool: TreePool
    let free: [FreeTree]
  }

  /// The best sums for a function of the target, and whether one leaves nothing but rounding.
  private func sums(
    of problem: Subproblem, _ transform: TargetTransform, _ trees: Trees, _ settings: Settings,
    _ context: SearchContext
  ) -> (laws: [Expression], isExact: Bool) {
    let isPlain = transform == .power(1)
    guard !context.budget.isExhausted,
      let target = TransformedTarget(
        problem, transform, weighting: context.look.weighting, limit: settings.limit(context.look.weighting)),
      target.weights.allSatisfy(\.isFinite)
    else { return ([], false) }
    let fitter = TermSumFitter(
      trees.grammar, target: target.values, weights: target.weights, rounding: Self.rounding(of: problem),
      isTable: isPlain && problem.factor == 1 && problem.term == 0)
    guard fitter.square > 0, fitter.square.isFinite else { return ([], false) }
    var search = SumSearch(
      fitter: fitter,
      bank: TermBank(
        trees.grammar, trees.pool, trees.free, weights: target.weights, budget: context.budget),
      context: context, settings: settings.search)
    if !isPlain {
      search.settings.width = settings.widthOfTransforms
      search.settings.terms = settings.termsOfTransforms
      search.settings.triples = settings.triplesOfTransforms
      search.settings.starts = settings.startsOfTransforms
      search.settings.partners = settings.partnersOfTransforms
    }
    let found = search.run()
    let laws = found.prefix(isPlain ? settings.laws : settings.lawsOfTransforms).map { sum in
      problem.composed(
        with: transform.inverse(
          sum.expression.substituting(trees.grammar.substitutions), isNegative: problem.isNegative))
    }
    return (laws, found.contains(where: fitter.isAtRounding))
  }

  /// The share of a value that the columns leave unknown: what is less is no residual.
  private static func rounding(of problem: Subproblem) -> Double {
    let columns = problem.inputs.map { problem.table.inputs[$0] } + [problem.table.target]
    return columns.reduce(NoiseModel.rounding) { largest, column in
      let size = column.typicalMagnitude
      guard size > 0 else { return largest }
      // Of an error that is anywhere up to the largest, the root mean square is that over √3.
      return max(largest, ColumnRounding(of: column).error(of: size) / size / 3.0.squareRoot())
    }
  }
}
