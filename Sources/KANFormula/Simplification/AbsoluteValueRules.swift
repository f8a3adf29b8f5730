/// Absolute values and signs: factors with a known sign are taken out.
extension Simplifier {
  /// |u|.
  func absoluteValue(of u: Expression) -> Expression {
    if isNonNegative(u) { return u }
    if isNonPositive(u) { return negated(u) }
    switch u {
    case .power(let base, .rational(let p)) where p.isInteger:
      return power(function(.abs, base), .rational(p))
    case .product(let factors):
      let outside = factors.filter { isNonNegative($0) || isNonPositive($0) }
      let inside = factors.filter { !(isNonNegative($0) || isNonPositive($0)) }
      if outside.isEmpty { return .function(.abs, u) }
      return product(outside.map(absoluteValue) + [function(.abs, product(inside))])
    case .sum(let terms):
      guard let (factor, rest) = leadingFactor(of: terms, besideReal: false, signMayLeave: true) else {
        break
      }
      return product([factor.magnitude.expression, .function(.abs, rest)])
    default: break
    }
    return .function(.abs, u)
  }

  /// sign(u).
  func signum(of u: Expression) -> Expression {
    let bounds = range(u)
    if bounds.lower > 0 { return 1 }
    if bounds.upper < 0 { return -1 }
    switch u {
    case .product(let factors):
      let open = factors.filter { range($0).lower <= 0 && range($0).upper >= 0 }
      let isNegative = factors.count { range($0).upper < 0 } % 2 == 1
      if open.count == factors.count { break }
      let value = function(.sign, product(open))
      return isNegative ? negated(value) : value
    case .sum(let terms):
      let isMeasured = terms.allSatisfy { $0.coefficientAndRest.coefficient.isReal }
      guard let (factor, rest) = leadingFactor(of: terms, besideReal: isMeasured, signMayLeave: true) else {
        break
      }
      return factor.isNegative ? negated(.function(.sign, rest)) : .function(.sign, rest)
    default: break
    }
    return .function(.sign, u)
  }
}
