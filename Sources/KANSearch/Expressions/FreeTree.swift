import KANFormula
import KANNumerics
import KANSymbolic
import SymbolLibrary

/// A tree with inner constants, such as x·exp(−c·t), and initial values for a fit.
struct FreeTree: Sendable {
  /// Its `.real` leaves are the constants.
  let expression: Expression
  let starts: [[Double]]
  let cost: Int

  var hasOneConstant: Bool { starts.first?.count == 1 }

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// Functions of the catalog up to this price are common.
    var commonComplexity = 2
    /// Powers of a column as arguments of a common function with a constant, and those as u in 1/(1 + c·u).
    var powers = [Rational(1), Rational(2), Rational.half, Rational(-1)]
    var powersOfReciprocals = [Rational(3), Rational(4)]
    /// The number of cheapest trees of several columns that are arguments of functions.
    var pairs = 6
    /// The number of cheapest trees that are factors of a common function, and of a rare one or one with two constants.
    var factors = 9
    var factorsOfRare = 2
    /// Rates, in units of the inverse of the largest argument.
    var rates = [0.05, 0.15, 0.35, 0.7, 1.4, 2.8, 5.6, 12, 30]
    /// Further rates for periodic functions, up to a few dozen turns.
    var furtherRates = [4.0, 7, 9, 15, 18, 22, 26, 35, 40, 46, 53, 60, 68, 77, 88, 100]
    var exponents = [-4.5, -3.5, -2.5, -1.5, -0.7, -0.3, 0.15, 0.3, 0.45, 0.6, 0.8, 1.25, 1.7, 2.5, 3.5, 4.5]
    /// The positions of steps, as fractions of the range of the argument, and their steepness.
    var places = [0.03, 0.1, 0.3, 0.5, 0.7, 0.9]
    var steepnesses = [2.0, 6, 15, 40]
    /// The maximum total number of starts of all trees.
    var starts = 16_000
  }

  /// The functions of a catalog with the constants that their gauge leaves free, of powers and cheap trees of the columns, alone
  /// and times the cheapest trees; the cheapest first.
  static func all(
    _ grammar: ExpressionGrammar, _ pool: TreePool, catalog: SymbolCatalog, settings: Settings = Settings()
  ) -> [FreeTree] {
    let simple = pool.trees.indices.filter { n in
      let tree = pool.trees[n]
      return tree.functions.isSubset(of: [.abs]) && !tree.expression.variables.isEmpty
        && !tree.expression.addsANumber
    }
    var factors: [(expression: Expression, cost: Int)] = [(1, 0)]
    for n in simple.filter({ pool.trees[$0].isTerm }).prefix(settings.factors) {
      factors.append((pool.trees[n].expression, pool.trees[n].cost + costOfProduct))
    }
    var found: [FreeTree] = []
    for argument in arguments(grammar, pool, simple, catalog, settings) {
      for form in forms(of: argument, catalog, settings) where !form.starts.isEmpty {
        let limit = form.isRare ? settings.factorsOfRare : settings.factors
        for factor in factors.prefix(limit + 1) {
          let tree = factor.expression == 1 ? form.expression : factor.expression * form.expression
          guard grammar.allows(tree) else { continue }
          found.append(
            FreeTree(
              expression: tree, starts: form.starts, cost: costOfForm + argument.cost + factor.cost))
        }
      }
    }
    var starts = 0
    return found.enumerated().sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }
      .map(\.element).prefix { tree in
        starts += tree.starts.count
        return starts <= settings.starts
      }.map { $0 }
  }

  /// The argument of a function.
  private struct Argument {
    let expression: Expression
    let values: [Double]
    let cost: Int
    /// Whether it is a column or a common power of one, or a cheap tree of several.
    let isCommon: Bool
    /// Whether it is a column itself.
    let isColumn: Bool
  }

  /// A function with constants.
  private struct Form {
    let isRare: Bool
    let expression: Expression
    let starts: [[Double]]
  }

  static let costOfProduct = 4
  /// The cost of a function, a number and its place.
  static let costOfForm = 10
  /// A power of a column.
  private static let costOfPower = 4

  private static func arguments(
    _ grammar: ExpressionGrammar, _ pool: TreePool, _ simple: [Int], _ catalog: SymbolCatalog,
    _ settings: Settings
  ) -> [Argument] {
    var found: [Argument] = []
    // Functions of signed roots are rare.
    for leaf in grammar.leaves
    where leaf.expression != 1 && !leaf.expression.elementaryFunctions.contains(.sign) {
      for power in settings.powers + settings.powersOfReciprocals {
        let expression = power == .one ? leaf.expression : Expression.power(leaf.expression, .rational(power))
        let values = leaf.values.map {
          power.isInteger ? $0.wholePower(power.numerator) : $0.realPower(power)
        }
        guard values.allSatisfy(\.isFinite), power == .one || catalog.allows(expression) else { continue }
        found.append(
          Argument(
            expression: expression, values: values, cost: leaf.cost + (power == .one ? 0 : costOfPower),
            isCommon: settings.powers.contains(power), isColumn: power == .one))
      }
    }
    let ofSeveral = simple.filter { pool.trees[$0].expression.variables.count > 1 }
    return found
      + ofSeveral.prefix(settings.pairs).map { n in
        Argument(
          expression: pool.trees[n].expression, values: pool.values(n), cost: pool.trees[n].cost,
          isCommon: true, isColumn: false)
      }
  }

  private static func forms(
    of argument: Argument, _ catalog: SymbolCatalog, _ settings: Settings
  ) -> [Form] {
    let (u, values) = (argument.expression, argument.values)
    let largest = values.largestMagnitude
    guard largest > 0, largest.isFinite, let low = values.min(), let high = values.max(), high > low else {
      return []
    }
    var found: [Form] = []
    for symbol in catalog.symbols where hasUseForConstants(symbol) {
      let isReciprocal = symbol.expression == .power(.variable("x"), -1)
      let isRare = symbol.complexity > settings.commonComplexity
      guard isReciprocal || argument.isCommon, !isRare || argument.isColumn else { continue }
      let functions = symbol.expression.elementaryFunctions
      let isPeriodic = functions.contains(where: \.isPeriodic)
      func isDefined(_ argument: (Double) -> Double) -> Bool {
        values.allSatisfy { symbol.domain.contains(argument($0)...argument($0)) }
      }
      if symbol.gauge.hasRate {
        let turns: [Double] = isPeriodic ? settings.furtherRates : []
        let rates = (settings.rates + turns).map { $0 / largest }
        // For most functions, f(−u) is f(u) or −f(u).
        let all = functions == [.exp] ? rates + rates.map { -$0 } : rates
        found.append(
          form(
            symbol.expression, of: .real(1) * u,
            starts: all.filter { c in isDefined { c * $0 } }.map { [$0] }, isRare: isRare))
      } else {
        // f(1 + c·u) and not f(u + c): a logarithm would add another constant.
        let rates = settings.rates.flatMap { [$0 / largest, -$0 / largest] }
        found.append(
          form(
            symbol.expression, of: 1 + .real(1) * u,
            starts: rates.filter { c in isDefined { 1 + c * $0 } }.map { [$0] }, isRare: isRare))
      }
      if symbol.gauge == .free, isRare, !isPeriodic, symbol.domain == .everywhere, argument.isColumn {
        let starts = settings.steepnesses.flatMap { b in
          settings.places.map { [b / (high - low), -b / (high - low) * (low + $0 * (high - low))] }
        }
        found.append(form(symbol.expression, of: .real(1) * u + .real(0), starts: starts, isRare: true))
      }
    }
    let power = Expression.power(u, .real(0.5))
    if low > 0, argument.isColumn, catalog.allows(power) {
      found.append(Form(isRare: false, expression: power, starts: settings.exponents.map { [$0] }))
    }
    return found
  }

  /// A function of an argument with constants.
  ///
  /// If the function contains its argument several times, it would contain each constant as often. Of sin(c·u)/(c·u) the form
  /// sin(c·u)/u is left, as an amplitude is fitted anyway.
  private static func form(
    _ function: Expression, of argument: Expression, starts: [[Double]], isRare: Bool
  ) -> Form {
    let whole = function.substituting(["x": argument])
    guard let count = starts.first?.count, whole.freeConstants.count != count else {
      return Form(isRare: isRare, expression: whole, starts: starts)
    }
    let simple = starts.map {
      let start = argument.replacingFreeConstants(with: $0)
      return function.substituting(["x": start]).simplified().withoutAmplitude
    }
    return Form(
      isRare: isRare, expression: simple[0],
      starts: simple.filter { $0.form == simple[0].form }.map(\.freeConstants))
  }

  /// Whether inner constants give functions that no sum represents: whole powers of 1 + c·x are sums of powers, and kinks have no
  /// constants.
  private static func hasUseForConstants(_ symbol: Symbol) -> Bool {
    if symbol.gauge == .bothAbsorbed { return false }
    if case .power(_, .rational(let p)) = symbol.expression { return p.denominator > 1 || p < .zero }
    return symbol.expression.elementaryFunctions.isDisjoint(with: [.abs, .sign])
  }
}

extension Expression {
  /// The expression without its measured factor.
  fileprivate var withoutAmplitude: Expression {
    guard case .product(let factors) = self else { return self }
    let others = factors.filter { if case .real = $0 { false } else { true } }
    return others.count == 1 ? others[0] : .product(others)
  }
}
