import RealModule

/// exp and log cancel each other; constants are taken out.
extension Simplifier {
  /// exp(c + p·log v + w) is eᶜ·v^p·exp(w); only a measured c is taken out.
  func exponential(of u: Expression) -> Expression {
    if u == 1 { return .constant(.e) }
    var outside: [Expression] = []
    var inside: [Expression] = []
    for term in u.flatTerms {
      if case .real(let shift) = term, u.isSum, Double.exp(shift).isNormal {
        outside.append(Coefficient.measured(Double.exp(shift)).expression)
      } else if let (argument, exponent) = logarithmicTerm(term) {
        outside.append(power(argument, exponent))
      } else {
        inside.append(term)
      }
    }
    if outside.isEmpty { return .function(.exp, u) }
    let rest = sum(inside)
    return product(outside + (rest == 0 ? [] : [function(.exp, rest)]))
  }

  /// p·log(v) as (v, p).
  private func logarithmicTerm(_ term: Expression) -> (argument: Expression, exponent: Expression)? {
    let factors = term.flatFactors
    for (index, factor) in factors.enumerated() {
      guard case .function(.log, let v) = factor else { continue }
      var others = factors
      others.remove(at: index)
      let exponent = product(others)
      // With a variable exponent, v must not be a number: exp(y·log 2) is as good as 2^y.
      return (v, exponent)
    }
    return nil
  }

  /// log(c·u^p·v) is log c + p·log u + log v, as far as the signs of u and v are known.
  func logarithm(of u: Expression) -> Expression {
    switch u {
    case .rational(.one): return 0
    case .constant(.e): return 1
    case .function(.exp, let v): return v
    case .power(let base, let exponent): return logarithm(ofPower: base, exponent) ?? .function(.log, u)
    case .product(let factors): return logarithm(ofProduct: factors) ?? .function(.log, u)
    case .sum(let terms):
      guard terms.allSatisfy({ $0.coefficientAndRest.coefficient.isReal }),
        let (factor, rest) = leadingFactor(of: terms, besideReal: false, signMayLeave: false)
      else { return .function(.log, u) }
      return sum([.real(.log(factor.value)), function(.log, rest)])
    default: return .function(.log, u)
    }
  }

  private func logarithm(ofPower base: Expression, _ exponent: Expression) -> Expression? {
    guard let p = exponent.rationalValue else {
      return isNonNegative(base) ? product([exponent, function(.log, base)]) : nil
    }
    let hidesSign = p.isInteger && p.numerator % 2 == 0
    return product([exponent, function(.log, hidesSign ? function(.abs, base) : base)])
  }

  private func logarithm(ofProduct factors: [Expression]) -> Expression? {
    var outside: [Expression] = []
    var inside: [Expression] = []
    for factor in factors {
      if isNonNegative(factor) {
        outside.append(function(.log, factor))
      } else if let number = Coefficient(factor), number != .exact(.minusOne) {
        outside.append(function(.log, number.magnitude.expression))
        inside.append(-1)
      } else {
        inside.append(factor)
      }
    }
    if outside.isEmpty { return nil }
    let rest = product(inside)
    return sum(outside + (rest == 1 ? [] : [function(.log, rest)]))
  }
}
