import RealModule

/// Powers: numbers, powers of powers, powers of products and sums.
extension Simplifier {
  /// The power of a normal base and a normal exponent, in normal form.
  func power(_ base: Expression, _ exponent: Expression) -> Expression {
    if exponent == 0 || base == 1 { return 1 }
    if exponent == 1 { return base }
    let plain = Expression.power(base, exponent)
    if let value = measuredValue(plain) { return value }
    return nested(plain) { rewritten(plain, base, exponent) }
  }

  private func rewritten(_ plain: Expression, _ base: Expression, _ exponent: Expression) -> Expression {
    switch base {
    case .rational(let value): return power(of: value, exponent) ?? plain
    case .real(let value) where value > 0:
      return function(.exp, product([.real(.log(value)), exponent]))
    case .constant(.e): return function(.exp, exponent)
    case .function(.exp, let u): return function(.exp, product([u, exponent]))
    case .function(.abs, let u):
      if let p = exponent.rationalValue, p.isInteger, p.numerator % 2 == 0 { return power(u, exponent) }
      return plain
    case .power(let inner, let q): return power(ofPower: inner, q, exponent) ?? plain
    case .product(let factors): return power(ofProduct: factors, exponent) ?? plain
    case .sum(let terms): return power(ofSum: terms, exponent) ?? plain
    default: return plain
    }
  }

  private func power(of value: Rational, _ exponent: Expression) -> Expression? {
    guard let p = exponent.rationalValue else {
      // 2^(0.3·x + 0.1) contains a factor in front.
      guard value > .zero, !exponent.isNumeric, exponent.containsReal else { return nil }
      return function(.exp, product([.real(.log(value.doubleValue)), exponent]))
    }
    if value == .zero { return p > .zero ? 0 : nil }
    if p.isInteger { return value.pow(p.numerator).map(Expression.rational) }
    guard value > .zero else { return nil }
    return radical(value, p)
  }

  /// Whole bases, exponents between 0 and 1, and no factor that could be taken out of the root: √(8/3) = (2/3)·√6.
  private func radical(_ value: Rational, _ p: Rational) -> Expression? {
    let whole = Int((p.doubleValue).rounded(.down))
    guard let remainder = p - Rational(whole), let outside = value.pow(whole) else { return nil }
    // (a/b)^r = (a·b^(n−1))^r / b for r = m/n with m = 1; other m keep the fraction.
    guard remainder.numerator == 1 else {
      return outside == .one
        ? nil : product([.rational(outside), .power(.rational(value), .rational(remainder))])
    }
    let n = remainder.denominator
    guard n <= 8, let lift = Rational(value.denominator).pow(n - 1),
      let radicand = Rational(value.numerator) * lift
    else { return nil }
    var (inside, root) = (radicand.numerator, 1)
    var factor = 2
    while factor <= 1000, let step = Rational(factor).pow(n)?.numerator, step <= inside {
      if inside % step == 0 {
        inside /= step
        root *= factor
      } else {
        factor += 1
      }
    }
    guard let scale = Rational(root, value.denominator), let number = outside * scale else { return nil }
    if inside == 1 { return .rational(number) }
    let kept = Expression.power(.rational(Rational(inside)), .rational(remainder))
    return number == .one ? kept : .product([.rational(number), kept])
  }

  /// (u^q)^p is u^(q·p), with |u| where an even q hides the sign.
  private func power(ofPower u: Expression, _ q: Expression, _ p: Expression) -> Expression? {
    let isWhole = p.rationalValue?.isInteger ?? false
    if isWhole || isNonNegative(u) && q.isNumeric && p.isNumeric { return power(u, product([q, p])) }
    guard p.isNumeric, let inner = q.rationalValue, let outer = Coefficient(p) else { return nil }
    let total = (Coefficient.exact(inner) * outer).expression
    guard inner.isInteger, inner.numerator % 2 == 0 else { return power(u, total) }
    if let whole = total.rationalValue, whole.isInteger, whole.numerator % 2 == 0 { return power(u, total) }
    return power(function(.abs, u), total)
  }

  /// (u·v)^p is u^p·v^p: always for a whole p, else for the factors that are nowhere negative.
  private func power(ofProduct factors: [Expression], _ p: Expression) -> Expression? {
    if let whole = p.rationalValue, whole.isInteger { return product(factors.map { power($0, p) }) }
    guard Coefficient(p) != nil else { return nil }
    var outside: [Expression] = []
    var inside: [Expression] = []
    for factor in factors {
      if isNonNegative(factor) {
        outside.append(power(factor, p))
      } else if let number = Coefficient(factor), number != .exact(.minusOne) {
        outside.append(power(number.magnitude.expression, p))
        inside.append(-1)
      } else {
        inside.append(factor)
      }
    }
    if outside.isEmpty { return nil }
    let rest = product(inside)
    return product(outside + [rest == 1 ? 1 : power(rest, p)])
  }

  private func power(ofSum terms: [Expression], _ p: Expression) -> Expression? {
    guard Coefficient(p) != nil else { return nil }
    let isWhole = p.rationalValue?.isInteger ?? false
    guard let (factor, rest) = leadingFactor(of: terms, besideReal: false, signMayLeave: isWhole) else {
      return nil
    }
    return product([power(factor.expression, p), .power(rest, p)])
  }
}
