import KANFormula
import KANNumerics
import KANSymbolic
import RealModule

/// Laws whose target is a product: log|t| = c + Σ p·log|m|, with simple exponents p, and among pairs of inputs also
/// exponentials, + Σ q·d with products of powers d.
struct FactorProduct: LawFamily {
  static let name = "products"
  static let summary =
    "the target is a product of powers of inputs, of simple functions of them, and exponentials"
  static let tier = FamilyTier.common

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// Rows that select the factors.
    var rows = 400
    var rowsWithNoise = 1_000
    /// The most factors.
    var maximumFactors = 9
    /// The number of products of powers as exponents of exponentials, and the number of their factors.
    var exponents = 150
    var factorsOfExponents = 3
    /// Exponents are fractions with these denominators, within these distances; others stay measured numbers.
    var denominators = [1, 2, 3, 4, 5, 10]
    var tolerance = 1e-6
    var denominatorsWithNoise = [1, 2, 3, 4]
    var toleranceWithNoise = 0.02
    /// With noise, choices of different length that are worth a refinement.
    var choices = 4
    /// With noise, choices of each length that are compared.
    var choicesOfASize = 6
  }

  var settings = Settings()

  /// A column of the selection, and its meaning in the law.
  private enum Factor {
    case constant
    case power(BasisFunction)
    case exponential(Expression)
  }

  /// The laws for y, one for each sign of the factor. With noise many columns hide the few true ones, so both the short and the
  /// long list of factors are tried.
  func candidates(for problem: Subproblem, in context: SearchContext) -> [Expression] {
    // An error of y is that share of y in its logarithm.
    let isAbsolute = context.look.weighting == .absoluteNoise
    return laws(problem, in: context) { isAbsolute ? abs(problem.table.target[$0]) : 1 }
  }

  /// The same with weights of the rows.
  ///
  /// - Parameter weight: The inverse error of log|t| at a row of the table, up to a factor.
  func laws(
    _ problem: Subproblem, in context: SearchContext, weight: (Int) -> Double
  ) -> [Expression] {
    let look = context.look
    // Products of powers alone are terms of a sum, and those with free exponents are a separate family.
    guard !problem.values.contains(0), look.breadth != .powers, look.weighting.isNoisy || !look.isThorough
    else { return [] }
    let lists = look.weighting.isNoisy ? [false, true] : [look.breadth == .pairs]
    return lists.flatMap { laws(problem, withPairs: $0, context, weight) }
  }

  private func laws(
    _ problem: Subproblem, withPairs hasPairs: Bool, _ context: SearchContext, _ weight: (Int) -> Double
  ) -> [Expression] {
    let table = problem.table
    let weighting = context.look.weighting
    let limit = weighting.smallestSignificant(of: table.target)
    let chosen = table.rows(atMost: weighting.isNoisy ? settings.rowsWithNoise : settings.rows) {
      abs(table.target[$0]) > limit
    }
    guard !chosen.isEmpty else { return [] }
    let t = chosen.map { problem.values[$0] }
    // log|t| itself may pass through zero, where a relative error means nothing.
    let weights = chosen.map { s -> Double in
      let own = weight(s)
      return own.isFinite ? own : 0
    }
    let (factors, column) = factors(problem, chosen, withPairs: hasPairs, context)
    var selection = SubsetSelection(
      count: factors.count, target: zip(t, weights).map { Double.log(abs($0)) * $1 }, budget: context.budget
    ) { zip(column($0), weights).map { $0 * $1 } }
    selection.maximumColumns = settings.maximumFactors
    if weighting.isNoisy { selection.choicesOfASize = settings.choicesOfASize }
    let choices = selection.run()
    func laws(_ choice: SubsetSelection.Choice) -> [Expression] {
      law(problem, choice, of: factors, isNoisy: weighting.isNoisy)
    }
    guard weighting.isNoisy else { return choices.suffix(1).flatMap(laws) }
    let structure = StructurePrice(inputCount: table.inputs.count)
    return selection.worthwhile(choices, of: factors.count, limit: settings.choices) {
      laws($0).first.map { structure($0) } ?? .infinity
    }.flatMap(laws)
  }

  /// The meaning of the columns, and their values on the chosen rows, by index.
  private func factors(
    _ problem: Subproblem, _ chosen: [Int], withPairs hasPairs: Bool, _ context: SearchContext
  ) -> ([Factor], (Int) -> [Double]) {
    let library = CandidateLibrary(table: problem.table, inputs: problem.inputs)
    let functions = library.factors() + (hasPairs ? library.waveFactors() : [])
    var factors = [Factor.constant] + functions.map(Factor.power)
    var exponents: [[Double]] = []
    if hasPairs {
      let terms = TermLibrary(
        library.functions(.powers).map { $0.selecting(chosen) }, budget: settings.exponents,
        maximumFactors: settings.factorsOfExponents)
      factors += terms.terms.indices.dropFirst().map { .exponential(terms.expression($0)) }
      exponents = Array(terms.values(context.budget).dropFirst())
    }
    return (
      factors,
      { [exponents] place in
        if place == 0 { return chosen.map { _ in 1 } }
        guard place <= functions.count else { return exponents[place - functions.count - 1] }
        return chosen.map { Double.log(abs(functions[place - 1].value(at: $0))) }
      }
    )
  }

  private func law(
    _ problem: Subproblem, _ choice: SubsetSelection.Choice, of factors: [Factor], isNoisy: Bool
  ) -> [Expression] {
    var constant = 0.0
    var parts: [Expression] = []
    for (column, coefficient) in zip(choice.columns, choice.coefficients) {
      switch factors[column] {
      case .constant: constant = coefficient
      case .exponential(let term): parts.append(.exp(.real(coefficient) * term))
      case .power(let base):
        let simple = Rational(
          near: coefficient,
          denominators: isNoisy ? settings.denominatorsWithNoise : settings.denominators,
          within: isNoisy ? settings.toleranceWithNoise : settings.tolerance)
        if simple == 0 { continue }
        let isPlain = simple?.denominator == 1 || base.isPositive
        parts.append(
          .power(
            isPlain ? base.expression : .abs(base.expression),
            simple.map(Expression.rational) ?? .real(coefficient)))
      }
    }
    let factor = Double.exp(constant)
    guard factor.isFinite, factor > 0 else { return [] }
    // The sign of the factor is the one that most rows have.
    return [1.0, -1.0].map { problem.composed(with: .product([.real($0 * factor)] + parts)) }
  }
}
