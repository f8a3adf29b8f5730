extension Expression {
  /// The number of nodes as a reader counts them.
  ///
  /// A variable, a number, a named constant, a function name and each of + − · / count 1; a fraction such as 3/2 counts
  /// 2, ½ as a factor 1 (x/2). A square and a square root count 1 more than their base, any other power 2 more than
  /// base or base and exponent. A piecewise polynomial counts every number it holds. A minus sign costs nothing between
  /// terms, 1 in front of the whole expression.
  public var complexity: Int {
    switch self {
    case .rational(let value):
      return value.isInteger ? 1 : 2
    case .real, .constant, .variable: return 1
    case .function(_, let argument): return 1 + argument.complexity
    case .piecewise(let polynomial, let argument):
      let numbers = (0..<polynomial.pieceCount).reduce(0) { $0 + polynomial.coefficients(of: $1).count }
      return 1 + polynomial.breaks.count + numbers + argument.complexity
    case .sum(let terms):
      let parts = terms.reduce(0) { $0 + $1.complexityAsTerm }
      let allNegative = terms.allSatisfy(\.isWrittenNegative)
      return parts + max(terms.count - 1, 0) + (allNegative ? 1 : 0)
    case .product: return complexityAsTerm + (isWrittenNegative ? 1 : 0)
    case .power(let base, let exponent):
      if let p = exponent.rationalValue, p < .zero { return 2 + Expression.complexity(of: base, to: -p) }
      return exponent.rationalValue.map { Expression.complexity(of: base, to: $0) }
        ?? base.complexity + 1 + exponent.complexity
    }
  }

  /// Whether a printer writes the term with a minus sign.
  var isWrittenNegative: Bool {
    switch self {
    case .rational(let value): value < .zero
    case .real(let value): value < 0
    case .product(let factors): factors.first?.isWrittenNegative ?? false
    default: false
    }
  }

  /// The exact fraction that the expression is, if it is one.
  var rationalValue: Rational? {
    if case .rational(let value) = self { value } else { nil }
  }

  /// The count without a leading minus sign.
  private var complexityAsTerm: Int {
    guard case .product(let factors) = self else { return complexity }
    var numerators = 0
    var denominators = 0
    var total = 0
    for factor in factors {
      switch factor {
      case .rational(let value):
        if value.denominator != 1 {
          denominators += 1
          total += 1
        }
        if value.numerator.magnitude != 1 {
          numerators += 1
          total += 1
        }
      case .power(let base, .rational(let p)) where p < .zero:
        denominators += 1
        total += Expression.complexity(of: base, to: -p)
      default:
        numerators += 1
        total += factor.complexity
      }
    }
    if numerators == 0 { (numerators, total) = (1, total + 1) }
    return total + numerators + denominators - 1
  }

  private static func complexity(of base: Expression, to exponent: Rational) -> Int {
    if exponent == .one { return base.complexity }
    return base.complexity + (exponent == 2 || exponent == .half ? 1 : 2)
  }
}
