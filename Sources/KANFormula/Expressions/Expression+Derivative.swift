extension Expression {
  /// The derivative with respect to a variable, simplified without assumptions on the variables.
  ///
  /// The derivatives of |u| and sign(u) are those away from the jump: sign(u) and 0, times the derivative of u.
  ///
  /// - Parameter name: The name of the variable; the derivative is 0 if the expression does not contain it.
  public func derivative(withRespectTo name: String) -> FormulaExpression {
    rawDerivative(withRespectTo: name).simplified()
  }

  /// The derivative as the rules give it, not simplified.
  func rawDerivative(withRespectTo name: String) -> Expression {
    switch self {
    case .rational, .real, .constant: return 0
    case .variable(let own): return own == name ? 1 : 0
    case .sum(let terms):
      let parts = terms.map { $0.rawDerivative(withRespectTo: name) }.filter { $0 != 0 }
      return parts.isEmpty ? 0 : parts.count == 1 ? parts[0] : .sum(parts)
    case .product(let factors):
      var parts: [Expression] = []
      for i in factors.indices {
        let own = factors[i].rawDerivative(withRespectTo: name)
        if own == 0 { continue }
        var others = factors
        others[i] = own
        parts.append(.product(others))
      }
      return parts.isEmpty ? 0 : parts.count == 1 ? parts[0] : .sum(parts)
    case .power(let base, let exponent):
      let baseRate = base.rawDerivative(withRespectTo: name)
      let exponentRate = exponent.rawDerivative(withRespectTo: name)
      let byBase: Expression = baseRate == 0 ? 0 : exponent * .power(base, exponent - 1) * baseRate
      let byExponent: Expression = exponentRate == 0 ? 0 : self * .log(base) * exponentRate
      return byExponent == 0 ? byBase : byBase == 0 ? byExponent : byBase + byExponent
    case .function(let function, let u):
      let rate = u.rawDerivative(withRespectTo: name)
      return rate == 0 ? 0 : function.derivative(at: u) * rate
    case .piecewise(let polynomial, let u):
      let rate = u.rawDerivative(withRespectTo: name)
      return rate == 0 ? 0 : .piecewise(polynomial.derivative, u) * rate
    }
  }
}

extension ElementaryFunction {
  /// f′(u) as an expression. |u|′ is sign(u), and sign(u)′ is 0, its value away from the jump.
  func derivative(at u: Expression) -> Expression {
    switch self {
    case .exp: .exp(u)
    case .log: .power(u, -1)
    case .sin: .cos(u)
    case .cos: -.sin(u)
    case .tan: 1 + .power(.tan(u), 2)
    case .arcsin: .power(1 - .power(u, 2), .rational(-.half))
    case .arccos: -.power(1 - .power(u, 2), .rational(-.half))
    case .arctan: .power(1 + .power(u, 2), -1)
    case .sinh: .cosh(u)
    case .cosh: .sinh(u)
    case .tanh: 1 - .power(.tanh(u), 2)
    case .artanh: .power(1 - .power(u, 2), -1)
    case .abs: .sign(u)
    case .sign: 0
    case .erf: 2 * .power(.pi, .rational(-.half)) * .exp(-.power(u, 2))
    }
  }
}
