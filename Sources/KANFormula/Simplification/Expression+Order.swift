/// The order of terms and factors in a normal form. It compares measured constants last, so that a refinement does not reorder a formula.
extension Expression {
  /// Negative if `a` comes before `b` among the factors of a product, 0 if they are equal.
  static func orderOfFactors(_ a: Expression, _ b: Expression) -> Int {
    let (first, second) = (a.baseAndExponent, b.baseAndExponent)
    let (ranks, ranks2) = (first.base.rank, second.base.rank)
    if ranks != ranks2 { return ranks - ranks2 }
    let bases = orderOfBases(first.base, second.base)
    if bases != 0 { return bases }
    return orderOfExponents(first.exponent, second.exponent)
  }

  /// Negative if `a` comes before `b` among the terms of a sum: x² + x·y + x + sin(x) + 2.
  static func orderOfTerms(_ a: Expression, _ b: Expression) -> Int {
    let (first, second) = (a.variableFactors, b.variableFactors)
    for (left, right) in zip(first, second) {
      let order = orderOfFactors(left, right)
      if order != 0 { return order }
    }
    if first.count != second.count { return second.count - first.count }
    // Coefficients are compared last, so that a change of sign does not reorder 2·x + π·x.
    let numbers = orderOfLists(a.irrationalFactors, b.irrationalFactors, by: orderOfFactors)
    if numbers != 0 { return numbers }
    let (x, y) = (a.coefficientAndRest.coefficient, b.coefficientAndRest.coefficient)
    return x.value < y.value ? -1 : x.value > y.value ? 1 : x.isReal == y.isReal ? 0 : x.isReal ? 1 : -1
  }

  private var variableFactors: [Expression] { flatFactors.filter { !$0.isNumeric } }
  private var irrationalFactors: [Expression] {
    flatFactors.filter { $0.isNumeric && Coefficient($0) == nil }
  }

  private var rank: Int {
    switch self {
    case .rational: 0
    case .real: 1
    case .constant: 2
    case .variable: 4
    case .power: isNumeric ? 3 : 5
    case .function: isNumeric ? 3 : 6
    case .product: isNumeric ? 3 : 7
    case .sum: isNumeric ? 3 : 8
    case .piecewise: isNumeric ? 3 : 9
    }
  }

  private static func orderOfBases(_ a: Expression, _ b: Expression) -> Int {
    switch (a, b) {
    case (.rational(let x), .rational(let y)): return x < y ? -1 : x == y ? 0 : 1
    case (.real(let x), .real(let y)): return x < y ? -1 : x == y ? 0 : 1
    case (.constant(let x), .constant(let y)): return orderOfNames(x.name, y.name)
    case (.variable(let x), .variable(let y)): return orderOfNames(x, y)
    case (.function(let f, let u), .function(let g, let v)):
      return f == g ? orderOfTerms(u, v) : orderOfNames(f.rawValue, g.rawValue)
    case (.piecewise(let f, let u), .piecewise(let g, let v)):
      return f == g ? orderOfTerms(u, v) : f < g ? -1 : 1
    case (.sum(let x), .sum(let y)): return orderOfLists(x, y, by: orderOfTerms)
    case (.product(let x), .product(let y)): return orderOfLists(x, y, by: orderOfFactors)
    case (.power(let x, let p), .power(let y, let q)):
      let bases = orderOfFactors(x, y)
      return bases != 0 ? bases : orderOfExponents(p, q)
    default: return a.rank - b.rank
    }
  }

  /// Higher powers first.
  private static func orderOfExponents(_ p: Expression, _ q: Expression) -> Int {
    if p == q { return 0 }
    if p.isNumeric, q.isNumeric {
      let (x, y) = (p.numericValue, q.numericValue)
      if x != y { return x > y ? -1 : 1 }
    }
    if p.isNumeric != q.isNumeric { return p.isNumeric ? -1 : 1 }
    return orderOfTerms(p, q)
  }

  private static func orderOfLists(
    _ a: [Expression], _ b: [Expression], by order: (Expression, Expression) -> Int
  ) -> Int {
    for (left, right) in zip(a, b) {
      let result = order(left, right)
      if result != 0 { return result }
    }
    return b.count - a.count
  }

  private static func orderOfNames(_ a: String, _ b: String) -> Int { a < b ? -1 : a == b ? 0 : 1 }
}
