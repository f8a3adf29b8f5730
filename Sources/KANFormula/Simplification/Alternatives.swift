/// Alternative forms of a sum or a product, of which the cheapest is kept.
extension Simplifier {
  /// Expanded, factored and completed forms of a normal expression, themselves normal.
  func alternatives(to expression: Expression) -> [Expression] {
    var result = rewrittenFactors(of: expression)
    result += rewrittenSums(of: expression)
    result += additionForms(of: expression)
    if let divided = withoutCommonSum(expression) { result.append(divided) }
    if let cleared = withoutInnerFractions(expression) { result.append(cleared) }
    let expanded = self.expanded(expression)
    if let expanded { result.append(expanded) }
    for form in [expression, expanded].compactMap({ $0 }) {
      guard case .sum(let terms) = form else { continue }
      if let square = squared(terms) { result.append(square) }
      if let power = perfectPower(terms) { result.append(power) }
      result.append(factored(form))
    }
    return result
  }

  /// All products and whole powers of sums multiplied out; `nil` if there are none or they are too long.
  func expanded(_ expression: Expression) -> Expression? {
    var terms: [Expression] = []
    var hasChanged = false
    for term in expression.flatTerms {
      guard let parts = expandedTerms(term) else { return nil }
      hasChanged = hasChanged || parts.count > 1
      terms += parts
    }
    return hasChanged && terms.count <= 40 ? sum(terms) : nil
  }

  func expandedTerms(_ term: Expression) -> [Expression]? {
    var outside: [Expression] = []
    var sums: [[Expression]] = []
    for factor in term.flatFactors {
      switch factor {
      case .sum(let terms): sums.append(terms)
      case .power(.sum(let terms), .rational(let p)) where p.isInteger && p > .zero && p <= 4:
        sums += [[Expression]](repeating: terms, count: p.numerator)
      default: outside.append(factor)
      }
    }
    if sums.isEmpty { return [term] }
    var result: [Expression] = [product(outside)]
    for terms in sums {
      guard result.count * terms.count <= 60 else { return nil }
      let products = result.flatMap { left in terms.map { product([left, $0]) } }
      result = sum(products).flatTerms
    }
    return result
  }

  /// Common factors taken out one after another, as long as this shortens the expression.
  private func factored(_ expression: Expression) -> Expression {
    var best = expression
    for _ in 0..<8 {
      guard case .sum(let terms) = best, terms.count <= 16 else { break }
      var next = best
      var chosen: (base: Expression, exponent: Rational)?
      for (base, exponent) in commonFactors(of: terms) {
        let form = factoring(terms, base, exponent) { $0 }
        if cost(form) < cost(next) { (next, chosen) = (form, (base, exponent)) }
      }
      guard let (base, exponent) = chosen else { break }
      // The remaining sum may have common factors of its own.
      best = factoring(terms, base, exponent, factored)
    }
    return best
  }

  /// The powers that occur in more than one term, with the exponent nearest to zero.
  private func commonFactors(of terms: [Expression]) -> [(base: Expression, exponent: Rational)] {
    var bases: [Expression] = []
    var exponents: [Expression: [Rational]] = [:]
    for term in terms {
      for factor in term.flatFactors {
        let (base, exponent) = factor.baseAndExponent
        guard let p = exponent.rationalValue, Coefficient(base) == nil else { continue }
        if exponents[base] == nil { bases.append(base) }
        exponents[base, default: []].append(p)
      }
    }
    var result: [(Expression, Rational)] = []
    for base in bases {
      for sign in [Rational.one, .minusOne] {
        let own = (exponents[base] ?? []).filter { ($0 < .zero) == (sign < .zero) }
        guard own.count > 1, let least = own.min(by: { $0.magnitude < $1.magnitude }) else { continue }
        result.append((base, least))
      }
    }
    return Array(result.prefix(12))
  }

  /// The sum with base^exponent taken out of the terms that contain it.
  private func factoring(
    _ terms: [Expression], _ base: Expression, _ exponent: Rational, _ refined: (Expression) -> Expression
  ) -> Expression {
    var inside: [Expression] = []
    var outside: [Expression] = []
    for term in terms {
      let holds = term.flatFactors.contains { factor in
        let (own, power) = factor.baseAndExponent
        guard own == base, let p = power.rationalValue, (p < .zero) == (exponent < .zero) else {
          return false
        }
        return p.magnitude >= exponent.magnitude
      }
      if holds {
        inside.append(product([term, power(base, .rational(-exponent))]))
      } else {
        outside.append(term)
      }
    }
    let rest = refined(sum(inside))
    return sum(outside + [product([power(base, .rational(exponent)), rest])])
  }

  /// a² + 2ab + b² inside a sum of exact terms becomes (a + b)².
  func squared(_ terms: [Expression], atMost limit: Int = 8) -> Expression? {
    guard (3...limit).contains(terms.count) else { return nil }
    let roots = terms.map(squareRoot)
    for i in terms.indices {
      for j in terms.indices where j > i {
        guard let a = roots[i], let b = roots[j] else { continue }
        for sign in [Expression.rational(2), .rational(-2)] {
          let mixed = product([sign, a, b])
          guard let k = terms.firstIndex(of: mixed) else { continue }
          let others = terms.indices.filter { ![i, j, k].contains($0) }.map { terms[$0] }
          return sum(others + [power(sum([a, sign == 2 ? b : negated(b)]), 2)])
        }
      }
    }
    return nil
  }

  /// a³ + 3a²b + 3ab² + b³ is (a + b)³, and so on.
  func perfectPower(_ terms: [Expression]) -> Expression? {
    guard (4...5).contains(terms.count), !terms.contains(where: \.containsReal) else { return nil }
    let n = Rational(terms.count - 1)
    guard let inverse = n.inverse else { return nil }
    func root(_ term: Expression) -> Expression? {
      let (coefficient, rest) = term.coefficientAndRest
      guard case .exact(let number) = coefficient,
        let value = power(.rational(number.magnitude), .rational(inverse)).rationalValue,
        number > .zero || terms.count == 4
      else { return nil }
      let factors = rest == 1 ? [] : rest.flatFactors
      let roots = factors.compactMap { factor -> Expression? in
        let (base, exponent) = factor.baseAndExponent
        guard let p = exponent.rationalValue, let q = p * inverse, q.isInteger else { return nil }
        return power(base, .rational(q))
      }
      guard roots.count == factors.count else { return nil }
      return product([.rational(number < .zero ? -value : value)] + roots)
    }
    for (i, first) in terms.enumerated() {
      guard let a = root(first) else { continue }
      for last in terms[(i + 1)...] {
        guard let b = root(last) else { continue }
        for sign in terms.count == 5 ? [b, negated(b)] : [b] {
          let power = Expression.power(sum([a, sign]), .rational(n))
          if expanded(power) == .sum(terms) { return power }
        }
      }
    }
    return nil
  }

  /// The term whose square is `term`, if its coefficient and exponents allow it.
  private func squareRoot(of term: Expression) -> Expression? {
    let (coefficient, rest) = term.coefficientAndRest
    guard case .exact(let number) = coefficient, number > .zero,
      let root = power(.rational(number), .rational(.half)).rationalValue
    else { return nil }
    var factors: [Expression] = [.rational(root)]
    for factor in rest == 1 ? [] : rest.flatFactors {
      if case .function(.exp, let u) = factor {
        factors.append(function(.exp, product([.rational(.half), u])))
        continue
      }
      let (base, exponent) = factor.baseAndExponent
      guard let p = exponent.rationalValue, p.isInteger, p.numerator % 2 == 0, let half = p * .half else {
        return nil
      }
      factors.append(power(base, .rational(half)))
    }
    return product(factors)
  }
}
