import KANFormula
import KANSymbolic
import SymbolLibrary

/// A tree with constants inside, such as x·exp(−c·t), and values of them from which a fit may start.
struct FreeTree: Sendable {
  /// Its `.real` leaves are the constants.
  let expression: Expression
  let starts: [[Double]]
  let cost: Int

  /// The numbers that decide.
  struct Settings: Sendable {
    /// Cheap trees that a function with constants is taken of, and those that are factors beside it: of functions that are common,
    /// and of those that are not.
    var arguments = 8
    var factors = 8
    var factorsOfRare = 1
    /// Functions of the catalog up to this price are common.
    var commonComplexity = 2
    /// The same for functions with two constants.
    var argumentsOfTwo = 4
    var factorsOfTwo = 2
    /// Rates, in units of one over the largest argument.
    var rates = [0.1, 0.3, 0.6, 1.2, 2.4, 5, 10, 20]
    /// Of periodic functions further ones: up to a few dozen turns.
    var furtherRates = [3.5, 7, 14, 28, 40, 56, 80, 112]
    var exponents = [-3.5, -2.5, -1.5, -0.7, -0.3, 0.15, 0.3, 0.45, 0.6, 0.8, 1.25, 1.7, 2.5, 3.5, 4.5]
    /// Where steps and bells may stand, as shares of the way between the ends of the argument.
    var places = [0.1, 0.3, 0.5, 0.7, 0.9]
    var steepnesses = [2.0, 6, 15, 40]
  }

  /// The functions of a catalog with constants where their gauge leaves some, of the cheapest trees of a pool, alone and times
  /// the cheapest of them.
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
    for (rank, n) in simple.prefix(settings.arguments).enumerated() {
      let argument = pool.trees[n]
      for form in forms(of: argument.expression, pool.values[n], catalog, settings) {
        if form.kind == .twofold, rank >= settings.argumentsOfTwo { continue }
        let limit =
          switch form.kind {
          case .common: settings.factors
          case .rare: settings.factorsOfRare
          case .twofold: settings.factorsOfTwo
          }
        for factor in factors.prefix(limit + 1) {
          let tree = factor.expression == 1 ? form.expression : factor.expression * form.expression
          guard grammar.allows(tree) else { continue }
          found.append(
            FreeTree(expression: tree, starts: form.starts, cost: costOfForm + argument.cost + factor.cost))
        }
      }
    }
    return found
  }

  /// A function with constants, and how it is treated.
  private struct Form {
    enum Kind { case common, rare, twofold }
    let kind: Kind
    let expression: Expression
    let starts: [[Double]]
  }

  private static let costOfProduct = 4
  /// A function, a number and its place.
  private static let costOfForm = 10

  private static func forms(
    of u: Expression, _ values: [Double], _ catalog: SymbolCatalog, _ settings: Settings
  ) -> [Form] {
    let largest = values.reduce(0) { max($0, abs($1)) }
    guard largest > 0, let low = values.min(), let high = values.max(), high > low else { return [] }
    var found: [Form] = []
    for symbol in catalog.symbols where hasUseForConstants(symbol) {
      let functions = symbol.expression.elementaryFunctions
      let isPeriodic = !functions.isDisjoint(with: [.sin, .cos, .tan])
      let kind: Form.Kind = symbol.complexity <= settings.commonComplexity ? .common : .rare
      func of(_ argument: Expression) -> Expression { symbol.expression.substituting(["x": argument]) }
      func isDefined(_ argument: (Double) -> Double) -> Bool {
        values.allSatisfy { symbol.domain.contains(argument($0)...argument($0)) }
      }
      if symbol.gauge.hasRate {
        let rates = (settings.rates + (isPeriodic ? settings.furtherRates : [])).map { $0 / largest }
        // Of most functions the negative is the function or its negative.
        let all = functions == [.exp] ? rates + rates.map { -$0 } : rates
        found.append(
          Form(
            kind: kind, expression: of(.real(1) * u),
            starts: all.filter { c in isDefined { c * $0 } }.map { [$0] }))
      } else {
        // f(1 + c·u) and not f(u + c): a logarithm would bring a constant of its own.
        let rates = settings.rates.flatMap { [$0 / largest, -$0 / largest] }
        found.append(
          Form(
            kind: kind, expression: of(1 + .real(1) * u),
            starts: rates.filter { c in isDefined { 1 + c * $0 } }.map { [$0] }))
      }
      if symbol.gauge == .free, kind == .rare, !isPeriodic, symbol.domain == .everywhere {
        let starts = settings.steepnesses.flatMap { b in
          settings.places.map { [b / (high - low), -b / (high - low) * (low + $0 * (high - low))] }
        }
        found.append(Form(kind: .twofold, expression: of(.real(1) * u + .real(0)), starts: starts))
      }
    }
    let power = Expression.power(u, .real(0.5))
    if low > 0, catalog.allows(power) {
      found.append(Form(kind: .common, expression: power, starts: settings.exponents.map { [$0] }))
    }
    return found
  }

  /// Whether constants inside a function say what no sum does: whole powers of 1 + c·x are sums of powers, and kinks have no
  /// constants.
  private static func hasUseForConstants(_ symbol: Symbol) -> Bool {
    if symbol.gauge == .bothAbsorbed { return false }
    if case .power(_, .rational(let p)) = symbol.expression { return p.denominator > 1 || p < .zero }
    return symbol.expression.elementaryFunctions.isDisjoint(with: [.abs, .sign])
  }
}
