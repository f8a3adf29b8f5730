extension Expression: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  /// An exact whole number.
  ///
  /// - Parameter value: The number, which must not be `Int.min`.
  public init(integerLiteral value: Int) { self = .rational(Rational(value)) }

  /// A measured constant, free in a refinement.
  ///
  /// - Parameter value: The number. For an exact decimal, divide whole numbers: `3 / 2` and not `1.5`.
  public init(floatLiteral value: Double) { self = .real(value) }
}

/// Operators for building expressions. They only put trees together and compute nothing; `simplified(on:)` does that.
extension Expression {
  /// A + B as one flat sum of the terms of both; not simplified.
  public static func + (a: FormulaExpression, b: FormulaExpression) -> FormulaExpression {
    .sum(a.flatTerms + b.flatTerms)
  }

  /// A − B, as A + (−1)·B; not simplified.
  public static func - (a: FormulaExpression, b: FormulaExpression) -> FormulaExpression { a + -b }

  /// A·B as one flat product of the factors of both; not simplified.
  public static func * (a: FormulaExpression, b: FormulaExpression) -> FormulaExpression {
    .product(a.flatFactors + b.flatFactors)
  }

  /// A/B, as A·B⁻¹; not simplified.
  public static func / (a: FormulaExpression, b: FormulaExpression) -> FormulaExpression { a * .power(b, -1) }

  /// −A, as (−1)·A; a number, or the number at the head of a product, is negated directly.
  public static prefix func - (a: FormulaExpression) -> FormulaExpression {
    switch a {
    case .rational(let value): .rational(-value)
    case .real(let value): .real(-value)
    case .product(let factors): negatedProduct(factors)
    default: -1 * a
    }
  }

  /// Folds the sign into a leading number.
  private static func negatedProduct(_ factors: [Expression]) -> Expression {
    switch factors.first {
    case .rational(.minusOne) where factors.count == 2: factors[1]
    case .rational(.minusOne) where factors.count > 2: .product(Array(factors.dropFirst()))
    case .rational(let value): .product([.rational(-value)] + factors.dropFirst())
    case .real(let value): .product([.real(-value)] + factors.dropFirst())
    default: .product([-1] + factors)
    }
  }

  /// The expression raised to a power; not simplified.
  ///
  /// - Parameter exponent: The exponent; a whole-number literal is exact, a decimal literal is a free constant.
  public func pow(_ exponent: FormulaExpression) -> FormulaExpression { .power(self, exponent) }
  /// The square root, a power of one half; not simplified.
  public func sqrt() -> FormulaExpression { .power(self, .rational(.half)) }

  /// The circle constant.
  public static let pi = Expression.constant(.pi)

  /// The exponential function eᵘ.
  ///
  /// - Parameter u: The exponent.
  public static func exp(_ u: FormulaExpression) -> FormulaExpression { .function(.exp, u) }

  /// The natural logarithm.
  ///
  /// - Parameter u: The argument; the value is −∞ at 0 and NaN below it.
  public static func log(_ u: FormulaExpression) -> FormulaExpression { .function(.log, u) }

  /// The sine.
  ///
  /// - Parameter u: The angle in radians.
  public static func sin(_ u: FormulaExpression) -> FormulaExpression { .function(.sin, u) }

  /// The cosine.
  ///
  /// - Parameter u: The angle in radians.
  public static func cos(_ u: FormulaExpression) -> FormulaExpression { .function(.cos, u) }

  /// The tangent.
  ///
  /// - Parameter u: The angle in radians.
  public static func tan(_ u: FormulaExpression) -> FormulaExpression { .function(.tan, u) }

  /// The inverse sine, from −π/2 to π/2.
  ///
  /// - Parameter u: The argument; the value is NaN outside of −1 … 1.
  public static func arcsin(_ u: FormulaExpression) -> FormulaExpression { .function(.arcsin, u) }

  /// The inverse cosine, from 0 to π.
  ///
  /// - Parameter u: The argument; the value is NaN outside of −1 … 1.
  public static func arccos(_ u: FormulaExpression) -> FormulaExpression { .function(.arccos, u) }

  /// The inverse tangent, between −π/2 and π/2.
  ///
  /// - Parameter u: The argument.
  public static func arctan(_ u: FormulaExpression) -> FormulaExpression { .function(.arctan, u) }

  /// The hyperbolic sine.
  ///
  /// - Parameter u: The argument.
  public static func sinh(_ u: FormulaExpression) -> FormulaExpression { .function(.sinh, u) }

  /// The hyperbolic cosine.
  ///
  /// - Parameter u: The argument.
  public static func cosh(_ u: FormulaExpression) -> FormulaExpression { .function(.cosh, u) }

  /// The hyperbolic tangent.
  ///
  /// - Parameter u: The argument.
  public static func tanh(_ u: FormulaExpression) -> FormulaExpression { .function(.tanh, u) }

  /// The inverse hyperbolic tangent.
  ///
  /// - Parameter u: The argument; the value is ±∞ at ±1 and NaN beyond.
  public static func artanh(_ u: FormulaExpression) -> FormulaExpression { .function(.artanh, u) }

  /// The absolute value.
  ///
  /// - Parameter u: The argument.
  public static func abs(_ u: FormulaExpression) -> FormulaExpression { .function(.abs, u) }

  /// The sign: −1, 0 or 1.
  ///
  /// - Parameter u: The argument.
  public static func sign(_ u: FormulaExpression) -> FormulaExpression { .function(.sign, u) }

  /// The error function, 2/√π times the integral of exp(−t²) from 0 to u.
  ///
  /// - Parameter u: The argument.
  public static func erf(_ u: FormulaExpression) -> FormulaExpression { .function(.erf, u) }

  /// The terms of a sum, or the expression itself.
  var flatTerms: [Expression] {
    if case .sum(let terms) = self { terms } else { [self] }
  }

  /// The factors of a product, or the expression itself.
  var flatFactors: [Expression] {
    if case .product(let factors) = self { factors } else { [self] }
  }
}
