extension Expression {
  /// The value for given values of the variables.
  ///
  /// For whole columns of values use `Formula.values(_:)`, which compiles the expression first.
  ///
  /// - Parameter values: The value of every variable by its name; names that do not occur in the
  /// expression are ignored.
  /// - Returns: The value; NaN outside the domain and for a variable without a value, infinite at a pole.
  public func value(at values: [String: Double]) -> Double {
    switch self {
    case .rational(let value): return value.doubleValue
    case .real(let value): return value
    case .constant(let constant): return constant.value
    case .variable(let name): return values[name] ?? .nan
    case .sum(let terms):
      return terms.reduce(0) { $0 + $1.value(at: values) }
    case .product(let factors):
      return factors.reduce(1) { $0 * $1.value(at: values) }
    case .power(let base, let exponent):
      return Expression.power(base.value(at: values), exponent, at: values)
    case .function(let function, let argument):
      return realValue(of: function, at: argument.value(at: values))
    case .piecewise(let polynomial, let argument):
      return polynomial.value(at: argument.value(at: values))
    }
  }

  /// Whole and half-integer powers take the same path as compiled code, so that both give the same number.
  private static func power(_ base: Double, _ exponent: Expression, at values: [String: Double]) -> Double {
    if case .rational(let p) = exponent {
      if p.denominator == 1 { return wholePower(base, p.numerator) }
      if p.denominator == 2 { return halfPower(base, p.numerator) }
    }
    return realPower(base, exponent.value(at: values))
  }
}
