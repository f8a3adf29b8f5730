/// Alternative forms of the factors of a product.
extension Simplifier {
  /// 2·sin(u)·cos(u) as sin(2u), sin(u)² as (1 − cos(2u))/2, sin/cos as tan, in every term where they occur.
  func rewrittenFactors(of expression: Expression) -> [Expression] {
    var result: [Expression] = []
    let terms = expression.flatTerms
    for (index, term) in terms.enumerated() {
      for form in rewritten(term) {
        var others = terms
        others[index] = form
        result.append(sum(others))
      }
    }
    return result
  }

  private func rewritten(_ term: Expression) -> [Expression] {
    let factors = term.flatFactors
    var result: [Expression] = []
    for (i, factor) in factors.enumerated() {
      switch factor {
      case .power(.function(let f, let u), .rational(2)) where f == .sin || f == .cos:
        let double = function(.cos, product([2, u]))
        let square = product([.rational(.half), sum([1, f == .sin ? negated(double) : double])])
        result.append(product(factors.replacing([i], by: square)))
      case .function(.sin, let u):
        guard let j = factors.firstIndex(of: .function(.cos, u)) else { break }
        let double = product([.rational(.half), function(.sin, product([2, u]))])
        result.append(product(factors.replacing([i, j], by: double)))
      default: break
      }
      if let joined = joinedWithSign(factor, at: i, of: factors) { result.append(joined) }
      if let tangent = hyperbolicQuotient(factor, at: i, of: factors) { result.append(tangent) }
      for (over, under, ratio) in Simplifier.ratios {
        if let cleared = withoutRatio(factor, at: i, of: factors, over, under, ratio) {
          result.append(cleared)
        }
        guard case .function(over, let u) = factor.baseAndExponent.base,
          let p = factor.baseAndExponent.exponent.rationalValue, p.isInteger,
          let j = factors.firstIndex(of: .power(.function(under, u), .rational(-p)))
        else { continue }
        result.append(product(factors.replacing([i, j], by: power(function(ratio, u), .rational(p)))))
      }
    }
    return result
  }

  /// tan·cos is sin, tan/sin is 1/cos.
  private func withoutRatio(
    _ factor: Expression, at i: Int, of factors: [Expression], _ over: ElementaryFunction,
    _ under: ElementaryFunction, _ ratio: ElementaryFunction
  ) -> Expression? {
    guard case (.function(ratio, let u), .rational(let p)) = factor.baseAndExponent, p.isInteger,
      factors.contains(where: { [.function(over, u), .function(under, u)].contains($0.baseAndExponent.base) })
    else { return nil }
    let quotient = [power(.function(over, u), .rational(p)), power(.function(under, u), .rational(-p))]
    return product(factors.replacing([i], by: .product(quotient)))
  }

  /// (eᵘ − 1)/(eᵘ + 1) is tanh(u/2).
  private func hyperbolicQuotient(_ factor: Expression, at i: Int, of factors: [Expression]) -> Expression? {
    guard case .sum(let terms) = factor, terms.count == 2, case .function(.exp, let u) = terms[0],
      terms[1] == -1,
      let j = factors.firstIndex(of: .power(.sum([terms[0], 1]), -1))
    else { return nil }
    return product(factors.replacing([i, j], by: function(.tanh, product([.rational(.half), u]))))
  }

  /// |u|·sign(u) is u, u·sign(u) is |u|, u/|u| is sign(u).
  private func joinedWithSign(_ factor: Expression, at i: Int, of factors: [Expression]) -> Expression? {
    switch factor {
    case .function(.sign, let u):
      if let j = factors.firstIndex(of: .function(.abs, u)) {
        return product(factors.replacing([i, j], by: u))
      }
      guard let j = factors.firstIndex(of: u) else { return nil }
      return product(factors.replacing([i, j], by: .function(.abs, u)))
    case .power(.function(.abs, let u), -1):
      guard let j = factors.firstIndex(of: u) else { return nil }
      return product(factors.replacing([i, j], by: function(.sign, u)))
    default: return nil
    }
  }

  private static let ratios: [(ElementaryFunction, ElementaryFunction, ElementaryFunction)] = [
    (.sin, .cos, .tan), (.sinh, .cosh, .tanh),
  ]

  /// The product with one factor that is a sum, or a power of one, written as a power of a shorter sum.
  func rewrittenSums(of expression: Expression) -> [Expression] {
    guard case .product(let factors) = expression else { return [] }
    return factors.indices.flatMap { i -> [Expression] in
      let (base, exponent) = factors[i].baseAndExponent
      guard case .sum(let terms) = base else { return [] }
      return [squared(terms), perfectPower(terms)].compactMap { $0 }.map {
        product(factors.replacing([i], by: power($0, exponent)))
      }
    }
  }

  /// 1/(1/x + 1/y) as x·y/(x + y): fractions inside sums that are factors are cleared.
  func withoutInnerFractions(_ expression: Expression) -> Expression? {
    var hasChanged = false
    let factors = expression.flatFactors.flatMap { factor -> [Expression] in
      let (base, exponent) = factor.baseAndExponent
      // √(1 + x²/y²) is √(x² + y²)/y only where y is positive.
      guard case .sum(let own) = base, let p = exponent.rationalValue,
        let (terms, denominator) = fractions(own) ?? expanded(base).flatMap({ fractions($0.flatTerms) }),
        p.isInteger || isNonNegative(denominator)
      else { return [factor] }
      hasChanged = true
      // A power of a sum is recognised at once: multiplied out, it may be too long to be kept.
      let cleared = sum(terms.map { product([$0, denominator]) })
      let numerator = perfectPower(cleared.flatTerms) ?? squared(cleared.flatTerms) ?? cleared
      return [power(numerator, exponent), power(denominator, .rational(-p))]
    }
    return hasChanged ? product(factors) : nil
  }

  /// Terms with their common denominator, which may also stand in factors of terms that were expanded: x² + y·(3·x + y²/x).
  private func fractions(_ terms: [Expression]) -> (terms: [Expression], denominator: Expression)? {
    commonDenominator(of: terms).map { (terms, $0) }
  }

  /// The product of the highest denominators of the terms; `nil` if there is none.
  private func commonDenominator(of terms: [Expression]) -> Expression? {
    var bases: [Expression] = []
    var exponents: [Expression: Rational] = [:]
    for case .power(let base, .rational(let p)) in terms.flatMap(\.flatFactors) where p < .zero && p.isInteger
    {
      if base == 0 { return nil }
      if exponents[base] == nil { bases.append(base) }
      exponents[base] = max(exponents[base] ?? .zero, -p)
    }
    if bases.isEmpty { return nil }
    return product(bases.map { power($0, .rational(exponents[$0] ?? .one)) })
  }
}

extension [Expression] {
  /// The list with the elements at `indices` replaced by one other.
  fileprivate func replacing(_ indices: [Int], by element: Expression) -> [Expression] {
    enumerated().filter { !indices.contains($0.offset) }.map(\.element) + [element]
  }
}
