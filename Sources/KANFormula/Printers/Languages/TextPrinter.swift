/// Plain infix text: `exp(sin(pi*x) + y^2)`.
///
/// `FormulaExpression(parsing:)` reads it back into the same tree, unless it is written for readers, and SymPy reads it once `^` is `**`, if
/// no variable is called like a constant of SymPy (`E`, `I`).
/// Factors and terms keep their order, so free constants keep their positions.
package struct TextPrinter: FormulaPrinter {
  /// The name that users type after `--format`.
  package static let name = "text"
  /// A short description for the list of languages.
  package static let summary = "plain infix, which `FormulaExpression(parsing:)` reads back"
  /// The file name extension, without the dot.
  package static let fileExtension = "txt"
  /// Significant digits of measured constants; `nil` for the shortest text that reads back exactly.
  package var digits: Int?
  /// The sign of powers, `^` or `**`.
  package var powerSign: String
  /// Whether exact fractions such as 16/5 are written as decimals, `3.2`, which read back as measured constants of the same value;
  /// by default if measured constants are rounded, since such a text is for readers anyway.
  package var writesDecimals: Bool

  /// A printer of plain text.
  package init(digits: Int?) { self.init(digits: digits, powerSign: "^") }

  /// A printer of plain text with another sign for powers.
  package init(digits: Int? = nil, powerSign: String = "^") {
    self.digits = digits
    self.powerSign = powerSign
    writesDecimals = digits != nil
  }

  /// One line for each step and output, with decimals.
  package func document(_ program: Program) -> String {
    let program = program.withDecimals
    return (program.steps + program.outputs).map { "\($0.name) = \(text($0.expression))\n" }.joined()
  }

  /// The expression as infix text.
  package func print(_ expression: Expression) -> String {
    text(writesDecimals ? expression.withDecimals : expression)
  }

  private func text(_ expression: Expression) -> String {
    switch expression {
    case .rational(let value): return value.description
    case .real(let value): return decimal(value)
    case .constant(let constant): return constant.name
    case .variable(let name): return variable(name)
    case .sum(let terms): return sum(terms)
    case .product(let factors): return product(factors)
    case .power(let base, let exponent): return power(base, exponent)
    case .function(let function, let argument): return "\(function.rawValue)(\(text(argument)))"
    case .piecewise(let polynomial, let argument): return piecewise(polynomial, of: argument)
    }
  }

  /// Names with other characters, and that of π, are enclosed in backquotes.
  private func variable(_ name: String) -> String {
    if name.isPlainName, name != NamedConstant.pi.name { return name }
    return "`" + name.reduce(into: "") { $0 += $1 == "`" ? "``" : String($1) } + "`"
  }

  private func sum(_ terms: [Expression]) -> String {
    guard let first = terms.first else { return "0" }
    return terms.dropFirst().reduce(term(first)) { text, next in
      next.isWrittenNegative ? "\(text) - \(term(-next))" : "\(text) + \(term(next))"
    }
  }

  private func term(_ expression: Expression) -> String {
    if case .sum = expression { "(\(text(expression)))" } else { text(expression) }
  }

  private func product(_ factors: [Expression]) -> String {
    guard let first = factors.first else { return "1" }
    if first.isWrittenNegative, factors.count > 1 || first.isProduct {
      let positive = -Expression.product(factors)
      if !positive.isWrittenNegative {
        return "-" + (positive.isProduct ? text(positive) : factor(positive))
      }
    }
    var numerators: [String] = []
    var denominators: [String] = []
    for (index, item) in factors.enumerated() {
      switch item {
      case .rational(let value) where index == 0 && factors.count > 1:
        if value.denominator != 1 { denominators.append("\(value.denominator)") }
        if value.numerator != 1 { numerators.append("\(value.numerator)") }
      case .power(let base, .rational(let p))
      where p < .zero && factors[index...].allSatisfy(\.isDenominator):
        denominators.append(denominator(base, -p))
      default: numerators.append(factor(item))
      }
    }
    let above = numerators.isEmpty ? "1" : numerators.joined(separator: "*")
    switch denominators.count {
    case 0: return above
    case 1: return "\(above)/\(denominators[0])"
    default: return "\(above)/(\(denominators.joined(separator: "*")))"
    }
  }

  private func power(_ base: Expression, _ exponent: Expression) -> String {
    if let p = exponent.rationalValue {
      if p < .zero { return "1/" + denominator(base, -p) }
      if p == .half { return "sqrt(\(text(base)))" }
    }
    return operand(base) + powerSign + operand(exponent)
  }

  private func denominator(_ base: Expression, _ exponent: Rational) -> String {
    exponent == .one ? operand(base) : power(base, .rational(exponent))
  }

  /// A factor of a product: sums, fractions, negative numbers and nested products need brackets.
  private func factor(_ expression: Expression) -> String {
    switch expression {
    case .sum, .product: "(\(text(expression)))"
    case .rational(let value) where value < .zero || !value.isInteger: "(\(text(expression)))"
    case .real(let value) where value < 0: "(\(text(expression)))"
    case .power(_, .rational(let p)) where p < .zero: "(\(text(expression)))"
    default: text(expression)
    }
  }

  /// A base, an exponent or a divisor; square roots have their own brackets.
  private func operand(_ expression: Expression) -> String {
    switch expression {
    case .power(_, .rational(.half)): factor(expression)
    case .power: "(\(text(expression)))"
    default: factor(expression)
    }
  }

  private func decimal(_ value: Double) -> String {
    let text = value.decimalText(digits: digits)
    let looksWhole = text.allSatisfy { $0.isNumber || $0 == "-" }
    return looksWhole ? text + ".0" : text
  }
}

extension Expression {
  /// Whether the expression is a factor below a fraction line.
  var isDenominator: Bool { if case .power(_, .rational(let p)) = self { p < .zero } else { false } }
  /// Whether the expression is a product.
  var isProduct: Bool { if case .product = self { true } else { false } }
  /// Whether the expression is a sum.
  var isSum: Bool { if case .sum = self { true } else { false } }
}
