/// The customary order of terms and factors.
///
/// Factors: numbers, constants, variables, roots, sums, functions, exponentials before others; denominators last. Terms: by
/// their variables, higher powers first, numbers last, but 1 first in a factor 1 + u. Variables are in the order of the table.
struct TextbookOrder {
  private let positions: [String: Int]

  init(variables: [String]) {
    positions = Dictionary(variables.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The expression with its terms and factors in order.
  func ordered(_ expression: Expression) -> Expression { ordered(expression, isFactor: false) }

  private func ordered(_ expression: Expression, isFactor: Bool) -> Expression {
    switch expression {
    case .rational, .real, .constant, .variable: return expression
    case .piecewise(let polynomial, let argument): return .piecewise(polynomial, ordered(argument))
    case .function(let f, let argument):
      if f.parity == .even, case .sum(let terms) = argument {
        return .function(f, sum(terms, signMayChange: true))
      }
      return .function(f, ordered(argument, isFactor: f == .log))
    case .power(let base, let exponent):
      if case .sum(let terms) = base {
        let isEven = exponent.rationalValue.map { $0.isInteger && $0.numerator % 2 == 0 } ?? false
        return .power(sum(terms, isFactor: true, signMayChange: isEven), ordered(exponent))
      }
      return .power(ordered(base, isFactor: true), ordered(exponent))
    case .product(let factors):
      let sorted = factors.map { ordered($0, isFactor: true) }.sorted { factorOrder($0, $1) < 0 }
      return .product(sorted.filter { !$0.isDenominator } + sorted.filter(\.isDenominator))
    case .sum(let terms): return sum(terms, isFactor: isFactor)
    }
  }

  /// A sum in order.
  ///
  /// - Parameters:
  ///   - isFactor: Whether it is a factor, the base of a power or the argument of a logarithm.
  ///   - signMayChange: Whether its sign may be reversed to make the first term positive.
  private func sum(_ terms: [Expression], isFactor: Bool = false, signMayChange: Bool = false) -> Expression {
    var sorted = terms.map { ordered($0) }.sorted { termOrder($0, $1) < 0 }
    if signMayChange, sorted.first?.isWrittenNegative ?? false { sorted = sorted.map { -$0 } }
    if sorted.count == 2, sorted[1] == 1, !isGrowing(sorted[0]), isFactor || !isPolynomial(sorted[0]) {
      sorted.swapAt(0, 1)
    }
    if sorted.first?.isWrittenNegative ?? false,
      let positive = sorted.firstIndex(where: { !$0.isWrittenNegative })
    {
      sorted.insert(sorted.remove(at: positive), at: 0)
    }
    return .sum(sorted)
  }

  /// Whether a term is an exponential that grows: exp(x) + 1, but 1 + exp(−x).
  private func isGrowing(_ term: Expression) -> Bool {
    term.flatFactors.contains { factor in
      if case .function(.exp, let u) = factor { !u.isWrittenNegative } else { false }
    }
  }

  private func isPolynomial(_ term: Expression) -> Bool {
    term.flatFactors.allSatisfy { factor in
      if factor.isNumeric { return true }
      guard case (.variable, .rational(let p)) = factor.baseAndExponent else { return false }
      return p > .zero && p.isInteger
    }
  }

  // MARK: - Comparisons, negative where the first comes first

  private func factorOrder(_ a: Expression, _ b: Expression) -> Int {
    let (first, second) = (a.baseAndExponent, b.baseAndExponent)
    if first.base == second.base { return Expression.orderOfFactors(a, b) }
    let ranks = rank(first.base, first.exponent) - rank(second.base, second.exponent)
    if ranks != 0 { return ranks }
    let leads = (lead(first.base), lead(second.base))
    for (x, y) in zip(leads.0, leads.1) where x != y { return x < y ? -1 : 1 }
    if leads.0.count != leads.1.count { return leads.0.count - leads.1.count }
    return Expression.orderOfFactors(a, b)
  }

  private func termOrder(_ a: Expression, _ b: Expression) -> Int {
    if a.isNumeric != b.isNumeric { return a.isNumeric ? 1 : -1 }
    let first = a.flatFactors.filter { !$0.isNumeric }
    let second = b.flatFactors.filter { !$0.isNumeric }
    for (x, y) in zip(first, second) {
      let order = factorOrder(x, y)
      if order != 0 { return order }
    }
    if first.count != second.count { return second.count - first.count }
    return Expression.orderOfTerms(a, b)
  }

  private func rank(_ base: Expression, _ exponent: Expression) -> Int {
    let isRoot = exponent.rationalValue.map { $0 > .zero && $0 < .one } ?? false
    switch base {
    case .rational: return 0
    case .real: return 1
    case .constant: return ConstantMarks.isMark(base) ? 1 : 2
    default: break
    }
    if base.isNumeric { return 3 }
    switch base {
    case .variable: return isRoot ? 5 : 4
    case .function(.exp, _): return 7
    case .function: return 8
    case .piecewise: return 9
    case .sum: return isRoot ? 5 : 6
    default: return 5
    }
  }

  /// The criterion between expressions of the same rank: the positions of their variables, the first ones first.
  private func lead(_ expression: Expression) -> [Place] {
    expression.variables.map { Place(position: positions[$0] ?? Int.max, name: $0) }.sorted()
  }

  private struct Place: Comparable {
    let position: Int
    let name: String
    static func < (a: Place, b: Place) -> Bool { (a.position, a.name) < (b.position, b.name) }
  }
}
