import KANFormula
import KANNumerics
import KANSymbolic

/// Laws whose target, or its square, is a ratio of two sums of few terms: τ(t)·(1 + Σ b·d) = Σ a·m.
struct SparseRatio: LawFamily {
  static let name = "sparse-ratios"
  static let summary =
    "the target or its square is a ratio of two sums of a few products of powers and functions"
  static let tier = FamilyTier.common

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// Rows that select the terms.
    var rows = 400
    var rowsWithNoise = 1_000
    /// The approximate number of terms in the library, by breadth; each may occur in numerator and denominator.
    var terms = [500, 1_500, 2_500]
    var termsWithNoise = 250
    /// The most factors of a term.
    var maximumFactors = 3
    /// The maximum total number of terms in numerator and denominator.
    var maximumTerms = 8
    var maximumTermsWithNoise = 5
    /// With noise, the number of choices of different length that are refined.
    var choices = 3
    /// With noise, the number of choices of each length that are compared.
    var choicesOfASize = 4
    /// Functions of the target that are ratios, and the one that is used with noise.
    var transforms: [TargetTransform] = [.power(1), .power(2)]
    /// The number of terms that may be a denominator alone, with a numerator of this many terms from a library of this size, by breadth.
    var simpleDivisors = 12
    var termsOverOne = [1_500, 2_000, 2_500]
    var maximumTermsOverOne = 7
    var coreOverOne = 160
    /// The relative residual below which numerator and denominator are examined for squares.
    var residualOfSquares = 1e-10
  }

  var settings = Settings()

  func candidates(for problem: Subproblem, in context: SearchContext) -> [Expression] {
    guard context.look.weighting.isNoisy else {
      return context.map(settings.transforms) { laws(problem, $0, $1) }.flatMap { $0 }
    }
    // Ratios of powers imitate many functions; with functions among their terms they would imitate everything.
    return context.look.breadth == .powers ? laws(problem, .power(1), context) : []
  }

  /// The columns of a selection: those of the numerator's terms, then those of the denominator's.
  private struct Columns {
    let library: TermLibrary
    let numerators: [[Double]]
    let divisors: [Int]
    let denominators: [[Double]]
  }

  private func columns(
    _ problem: Subproblem, _ target: TransformedTarget, budget terms: Int, _ context: SearchContext
  ) -> Columns {
    let library = TermLibrary(
      for: problem, context.look, rows: target.rows, budget: terms,
      maximumFactors: settings.maximumFactors)
    let numerators = library.values(context.budget).map(target.weighted)
    let divisors = library.divisors
    return Columns(
      library: library, numerators: numerators, divisors: divisors,
      denominators: divisors.map { zip(numerators[$0], target.values).map { $0 * $1 } })
  }

  private func laws(_ problem: Subproblem, _ transform: TargetTransform, _ context: SearchContext)
    -> [Expression]
  {
    let look = context.look
    let isNoisy = look.weighting.isNoisy
    // The square loses the sign: if t has both signs, its law is a sum over a root, which the square reveals.
    let isSigned = !isNoisy && transform == .power(2) && !problem.keepsSign
    guard
      let target = TransformedTarget(
        isSigned ? problem.withoutSigns : problem, transform, weighting: look.weighting,
        limit: isNoisy ? settings.rowsWithNoise : settings.rows)
    else { return [] }
    let terms = isNoisy ? settings.termsWithNoise : settings.terms[look.breadth.rawValue]
    let columns = columns(problem, target, budget: terms, context)
    guard columns.numerators.count > 1, !columns.denominators.isEmpty else { return [] }
    var selection = SubsetSelection(
      columns: columns.numerators + columns.denominators, target: target.weighted, budget: context.budget)
    selection.maximumColumns = isNoisy ? settings.maximumTermsWithNoise : settings.maximumTerms
    if isNoisy { selection.choicesOfASize = settings.choicesOfASize }
    selection.triesQuadruples = !look.isThorough
    selection.core = Self.core(columns)
    let choices = look.isThorough ? selection.run() : selection.smallest()
    func law(_ above: [Expression], _ below: [Expression], residual: Double) -> [Expression] {
      guard !above.isEmpty, below.count > 1 else { return [] }
      if isSigned {
        return residual < settings.residualOfSquares
          ? withoutSquares(problem, above: above, below: below, context) : []
      }
      let law = problem.composed(
        with: transform.inverse(.total(above) / .total(below), isNegative: target.isNegative))
      guard !isNoisy, transform == .power(2), residual < settings.residualOfSquares else { return [law] }
      return [law] + withoutSquares(problem, above: above, below: below, context)
    }
    if look.isThorough, !isNoisy, (choices.last?.residual ?? 1) > selection.tolerance,
      let (above, below) = overOneTerm(problem, target, columns, context)
    {
      return law(above, below, residual: 0)
    }
    func quotient(_ choice: SubsetSelection.Choice) -> (above: [Expression], below: [Expression]) {
      Self.quotient(choice, columns.library) { columns.library.expression(columns.divisors[$0]) }
    }
    let structure = StructurePrice(inputCount: problem.table.inputs.count)
    let taken =
      isNoisy
      ? selection.worthwhile(choices, of: 2 * columns.numerators.count, limit: settings.choices) {
        let (above, below) = quotient($0)
        return above.isEmpty ? .infinity : structure(.total(above) / .total(below))
      } : choices
    return taken.flatMap { choice -> [Expression] in
      let (above, below) = quotient(choice)
      return law(above, below, residual: choice.residual)
    }
  }

  /// Denominators together with numerators of the same price.
  private static func core(_ columns: Columns) -> [Int] {
    let (above, below) = (columns.numerators.count, columns.denominators.count)
    return (0..<max(above, below)).prefix(BestSubsets.tripleLimit / 2).flatMap { n in
      [n < above ? n : nil, n < below ? above + n : nil].compactMap { $0 }
    }
  }

  /// A ratio whose denominator is 1 + b·d with one simple term d, which allows the numerator a far richer library.
  ///
  /// Among many denominators some always add up to nearly −1 and make everything small; a single one cannot.
  private func overOneTerm(
    _ problem: Subproblem, _ target: TransformedTarget, _ simple: Columns, _ context: SearchContext
  ) -> (above: [Expression], below: [Expression])? {
    let columns = columns(
      problem, target, budget: settings.termsOverOne[context.look.breadth.rawValue], context)
    for (n, divisor) in simple.divisors.prefix(settings.simpleDivisors).enumerated()
    where !context.budget.isExhausted {
      var single = SubsetSelection(
        columns: columns.numerators + [simple.denominators[n]], target: target.weighted,
        budget: context.budget)
      single.maximumColumns = settings.maximumTermsOverOne
      single.required = [columns.numerators.count]
      single.core = Array(columns.numerators.indices.prefix(settings.coreOverOne))
      single.triesQuadruples = false
      guard let choice = single.run().last, choice.residual < single.tolerance else { continue }
      return Self.quotient(choice, columns.library) { _ in simple.library.expression(divisor) }
    }
    return nil
  }

  /// The terms of numerator and denominator of τ = Σ a·m − τ·Σ b·d, where the columns of the library's terms m come first and those
  /// of the divisors d follow.
  private static func quotient(
    _ choice: SubsetSelection.Choice, _ library: TermLibrary, divisor: (Int) -> Expression
  ) -> (above: [Expression], below: [Expression]) {
    let count = library.terms.count
    var above: [Expression] = []
    var below: [Expression] = [1]
    for (column, coefficient) in zip(choice.columns, choice.coefficients) {
      if column < count {
        above.append(.real(coefficient) * library.expression(column))
      } else {
        below.append(.real(-coefficient) * divisor(column - count))
      }
    }
    return (above, below)
  }

  /// The roots of t² = A/B if A or B is itself the square of a sum: t = ±a/√B, t = ±√A/b.
  private func withoutSquares(
    _ problem: Subproblem, above: [Expression], below: [Expression], _ context: SearchContext
  ) -> [Expression] {
    func divided(by part: [Expression], power: Rational) -> Subproblem? {
      let root = Expression.power(.total(part), .rational(power))
      guard let factor = problem.table.values(of: root) else { return nil }
      let values = zip(problem.values, factor).map { $0 / $1 }
      guard values.allSatisfy({ $0.isFinite && $0 != 0 }) else { return nil }
      return Subproblem(
        table: problem.table, values: values, factor: problem.factor * root, term: problem.term,
        inputs: problem.inputs)
    }
    var look = context.look
    look.isThorough = true
    let thorough = context.looking(look)
    var found: [Expression] = []
    if above.count > 2, let rest = divided(by: below, power: -.half) {
      found += SparseSum().laws(rest, .power(1), thorough).suffix(1)
    }
    if below.count > 2, problem.keepsSign, let rest = divided(by: above, power: .half) {
      found += SparseSum().laws(rest, .power(-1), thorough).suffix(1)
    }
    return found
  }
}

extension Subproblem {
  /// The problem for |t|.
  fileprivate var withoutSigns: Subproblem {
    Subproblem(
      table: table, values: values.map { abs($0) }, factor: factor, term: term, inputs: inputs,
      dropped: dropped)
  }
}
