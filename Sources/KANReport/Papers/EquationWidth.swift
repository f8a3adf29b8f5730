import KANFormula

/// About how wide an expression is in LaTeX's displayed mathematics, in units of the font size.
enum EquationWidth {
  /// The width of an expression as `LaTeXPrinter` writes it.
  static func of(_ expression: Expression) -> Double {
    switch expression {
    case .rational(let value):
      if value.isInteger { return number("\(value.numerator)") }
      return max(number("\(value.numerator)"), number("\(value.denominator)")) + 0.3
    case .real(let value): return number(value.decimalText(digits: nil))
    case .constant(let constant): return ofName(constant.latex)
    case .variable(let name): return ofName(LaTeXName.latex(name))
    case .sum(let terms): return terms.reduce(0) { $0 + of($1) } + 1.3 * Double(max(terms.count - 1, 0)) + 0.8
    case .product(let factors): return product(factors)
    case .power(let base, let exponent): return power(base, exponent)
    case .function(let function, let argument):
      return 0.5 * Double(function.rawValue.count) + 0.9 + of(argument)
    // Learned curves have no closed form; nobody prints their pieces in a paper.
    default: return 30
    }
  }

  /// The width of a name in mathematics.
  static func ofName(_ latex: String) -> Double { RichText("$\(latex)$").width(size: 1.06) }

  private static func number(_ text: String) -> Double {
    // A power of ten brings · 10 and a raised exponent.
    0.5 * Double(text.count) + (text.contains("e") ? 1.4 : 0)
  }

  private static func product(_ factors: [Expression]) -> Double {
    var (above, below) = (0.0, 0.0)
    for factor in factors {
      if case .power(let base, .rational(let p)) = factor, p < .zero {
        below += of(p == .minusOne ? base : .power(base, .rational(-p))) + 0.2
      } else {
        above += of(factor) + 0.2
      }
    }
    return max(above, below) + (below > 0 ? 0.3 : 0)
  }

  private static func power(_ base: Expression, _ exponent: Expression) -> Double {
    if case .rational(let p) = exponent {
      if p < .zero { return max(0.6, of(p == .minusOne ? base : .power(base, .rational(-p)))) + 0.3 }
      if p.numerator == 1, p.denominator > 1 { return of(base) + 1 }
    }
    return of(base) + 0.75 * of(exponent) + 0.4
  }
}
