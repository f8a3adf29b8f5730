extension Expression: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral {
  /// An exact whole number.
  public init(integerLiteral value: Int) { self = .rational(Rational(value)) }
  /// A measured constant, free in a refinement.
  public init(floatLiteral value: Double) { self = .real(value) }
}

/// Operators for building expressions. They only put trees together and compute nothing; `simplified(on:)` does that.
extension Expression {
  /// A + B, flat.
  public static func + (a: FormulaExpression, b: FormulaExpression) -> FormulaExpression {
    .sum(a.flatTerms + b.flatTerms)
  }

  /// A − B, as A + (−1)·B.
  public static func - (a: FormulaExpression, b: FormulaExpression) -> FormulaExpression { a + -b }

  /// A·B, flat.
  public static func * (a: FormulaExpression, b: FormulaExpression) -> FormulaExpression {
    .product(a.flatFactors + b.flatFactors)
  }

  /// A/B, as A·B⁻¹.
  public static func / (a: FormulaExpression, b: FormulaExpression) -> FormulaExpression { a * .power(b, -1) }

  /// −A, as (−1)·A; a number is negated directly.
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

  /// The expression raised to `exponent`.
  public func pow(_ exponent: FormulaExpression) -> FormulaExpression { .power(self, exponent) }
  /// The square root, a power of one half.
  public func sqrt() -> FormulaExpression { .power(self, .rational(.half)) }

  /// The circle constant.
  public static let pi = Expression.constant(.pi)

  /// eᵘ.
  public static func exp(_ u: FormulaExpression) -> FormulaExpression { .function(.exp, u) }
  /// The natural logarithm.
  public static func log(_ u: FormulaExpression) -> FormulaExpression { .function(.log, u) }
  /// The sine.
  public static func sin(_ u: FormulaExpression) -> FormulaExpression { .function(.sin, u) }
  /// The cosine.
  public static func cos(_ u: FormulaExpression) -> FormulaExpression { .function(.cos, u) }
  /// The tangent.
  public static func tan(_ u: FormulaExpression) -> FormulaExpression { .function(.tan, u) }
  /// The inverse sine.
  public static func arcsin(_ u: FormulaExpression) -> FormulaExpression { .function(.arcsin, u) }
  /// The inverse cosine.
  public static func arccos(_ u: FormulaExpression) -> FormulaExpression { .function(.arccos, u) }
  /// The inverse tangent.
  public static func arctan(_ u: FormulaExpression) -> FormulaExpression { .function(.arctan, u) }
  /// The hyperbolic sine.
  public static func sinh(_ u: FormulaExpression) -> FormulaExpression { .function(.sinh, u) }
  /// The hyperbolic cosine.
  public static func cosh(_ u: FormulaExpression) -> FormulaExpression { .function(.cosh, u) }
  /// The hyperbolic tangent.
  public static func tanh(_ u: FormulaExpression) -> FormulaExpression { .function(.tanh, u) }
  /// The inverse hyperbolic tangent.
  public static func artanh(_ u: FormulaExpression) -> FormulaExpression { .function(.artanh, u) }
  /// The absolute value.
  public static func abs(_ u: FormulaExpression) -> FormulaExpression { .function(.abs, u) }
  /// The sign: −1, 0 or 1.
  public static func sign(_ u: FormulaExpression) -> FormulaExpression { .function(.sign, u) }
  /// The error function.
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
