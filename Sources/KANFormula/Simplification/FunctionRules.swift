/// Functions: numbers, parity, and dispatch to the families.
extension Simplifier {
  /// The function of a normal argument, in normal form.
  func function(_ f: ElementaryFunction, _ u: Expression) -> Expression {
    let plain = Expression.function(f, u)
    if let value = measuredValue(plain) { return value }
    return nested(plain) { rewritten(plain, f, u) }
  }

  private func rewritten(_ plain: Expression, _ f: ElementaryFunction, _ u: Expression) -> Expression {
    if u == 0 {
      switch f {
      case .exp, .cos, .cosh: return 1
      case .sin, .tan, .arcsin, .arctan, .sinh, .tanh, .artanh, .abs, .sign, .erf: return 0
      case .log, .arccos: break
      }
    }
    if isLedByMinus(u) {
      switch f.parity {
      case .even: return function(f, negated(u))
      case .odd: return negated(function(f, negated(u)))
      case .none: break
      }
    }
    switch f {
    case .exp: return exponential(of: u)
    case .log: return logarithm(of: u)
    case .sin, .cos, .tan: return circular(f, of: u)
    case .arcsin, .arccos, .arctan: return inverseCircular(f, of: u)
    case .tanh: return hyperbolicTangent(of: u)
    case .artanh:
      if case .function(.tanh, let v) = u { return v }
      return plain
    case .abs: return absoluteValue(of: u)
    case .sign: return signum(of: u)
    case .sinh, .cosh, .erf: return plain
    }
  }
}

extension ElementaryFunction {
  enum Parity { case even, odd, none }

  /// f(−u) in terms of f(u).
  var parity: Parity {
    switch self {
    case .cos, .cosh, .abs: .even
    case .sin, .tan, .arcsin, .arctan, .sinh, .tanh, .artanh, .sign, .erf: .odd
    case .exp, .log, .arccos: .none
    }
  }
}
