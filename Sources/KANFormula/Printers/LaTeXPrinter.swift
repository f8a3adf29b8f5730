/// LaTeX mathematics, without surrounding dollar signs: `\frac{a - b}{1 - a b}`.
public struct LaTeXPrinter: ExpressionPrinter {
  /// Significant digits of measured constants; `nil` for the shortest text that reads back exactly.
  public var digits: Int?

  /// A printer of LaTeX.
  public init(digits: Int? = nil) { self.digits = digits }

  /// The expression as LaTeX.
  public func print(_ expression: Expression) -> String {
    switch expression {
    case .rational(let value): return rational(value)
    case .real(let value): return decimal(value)
    case .constant(let constant): return constant.latex
    case .variable(let name): return LaTeXName.latex(name)
    case .sum(let terms): return sum(terms)
    case .product(let factors): return product(factors)
    case .power(let base, let exponent): return power(base, exponent)
    case .function(let f, let argument): return call(f, argument, exponent: nil)
    case .piecewise(let polynomial, let argument): return cases(polynomial, argument)
    }
  }

  private func sum(_ terms: [Expression]) -> String {
    guard let first = terms.first else { return "0" }
    return terms.dropFirst().reduce(term(first)) { text, next in
      next.isWrittenNegative ? "\(text) - \(term(-next))" : "\(text) + \(term(next))"
    }
  }

  private func term(_ expression: Expression) -> String {
    expression.isSum ? brackets(print(expression)) : print(expression)
  }

  private func product(_ factors: [Expression]) -> String {
    guard let first = factors.first else { return "1" }
    if first.isWrittenNegative, factors.count > 1 {
      let positive = -Expression.product(factors)
      if !positive.isWrittenNegative { return "-" + (positive.isSum ? factor(positive) : print(positive)) }
    }
    var above: [Expression] = []
    var below: [Expression] = []
    for (index, item) in factors.enumerated() {
      switch item {
      case .rational(let value) where index == 0 && factors.count > 1:
        if value.numerator != 1 { above.append(.rational(Rational(value.numerator))) }
        if value.denominator != 1 { below.append(.rational(Rational(value.denominator))) }
      case .power(let base, .rational(let p)) where p < .zero:
        below.append(p == .minusOne ? base : .power(base, .rational(-p)))
      default: above.append(item)
      }
    }
    if below.isEmpty { return juxtaposed(above) }
    return "\\frac{\(alone(above))}{\(alone(below))}"
  }

  /// The factors of one side of a fraction line, where a single sum needs no brackets.
  private func alone(_ factors: [Expression]) -> String {
    factors.isEmpty ? "1" : factors.count == 1 ? print(factors[0]) : juxtaposed(factors)
  }

  private func juxtaposed(_ factors: [Expression]) -> String {
    factors.map(factor).reduce("") { text, next in
      if text.isEmpty { return next }
      // Two numbers side by side would read as one.
      return text + (next.first?.isNumber ?? false ? " \\cdot " : " ") + next
    }
  }

  private func factor(_ expression: Expression) -> String {
    switch expression {
    case .sum, .product: brackets(print(expression))
    case .rational(let value) where value < .zero: brackets(print(expression))
    case .real(let value) where value < 0: brackets(print(expression))
    default: print(expression)
    }
  }

  private func power(_ base: Expression, _ exponent: Expression) -> String {
    if let p = exponent.rationalValue {
      if p < .zero { return "\\frac{1}{\(p == .minusOne ? print(base) : power(base, .rational(-p)))}" }
      if p == .half { return "\\sqrt{\(print(base))}" }
      if p.numerator == 1, p.denominator > 1 { return "\\sqrt[\(p.denominator)]{\(print(base))}" }
      if p.isInteger, case .function(let f, let argument) = base, f.takesExponentBeforeArgument {
        return call(f, argument, exponent: p.numerator)
      }
    }
    let exponentText: String
    if let p = exponent.rationalValue, !p.isInteger {
      exponentText = "\(p.numerator)/\(p.denominator)"
    } else {
      exponentText = print(exponent)
    }
    let needsBrackets =
      switch base {
      case .variable, .constant: false
      case .rational(let value): value < .zero || !value.isInteger
      case .real(let value): value < 0 || decimal(value).contains("cdot")
      case .function(.abs, _): false
      default: true
      }
    return (needsBrackets ? brackets(print(base)) : print(base)) + "^{\(exponentText)}"
  }

  private func call(_ f: ElementaryFunction, _ argument: Expression, exponent: Int?) -> String {
    switch f {
    case .abs: return "\\left|\(print(argument))\\right|"
    case .exp where argument.complexity <= 8: return "\\mathrm{e}^{\(print(argument))}"
    default: return f.latexName + (exponent.map { "^{\($0)}" } ?? "") + brackets(print(argument))
    }
  }

  private func cases(_ polynomial: PiecewisePolynomial, _ u: Expression) -> String {
    let rows = (0..<polynomial.pieceCount).map { p -> String in
      let piece = polynomial.coefficients(of: p).enumerated().reduce(Expression.rational(.zero)) {
        sum, term in
        let distance = u - .real(polynomial.origin(of: p))
        return term.offset == 0
          ? .real(term.element) : sum + .real(term.element) * distance.pow(.rational(Rational(term.offset)))
      }
      let condition =
        p == polynomial.pieceCount - 1
        ? "\\text{otherwise}" : "\(print(u)) < \(decimal(polynomial.breaks[p]))"
      return "\(print(piece)) & \(condition)"
    }
    return "\\begin{cases} " + rows.joined(separator: " \\\\ ") + " \\end{cases}"
  }

  private func brackets(_ text: String) -> String {
    text.contains("\\frac") || text.contains("\\left") || text.contains("^") || text.contains("\\sqrt")
      ? "\\left(\(text)\\right)" : "(\(text))"
  }

  private func rational(_ value: Rational) -> String {
    if value.isInteger { return "\(value.numerator)" }
    let sign = value < .zero ? "-" : ""
    return "\(sign)\\frac{\(value.numerator.magnitude)}{\(value.denominator)}"
  }

  /// 1.5e-05 is 1.5 · 10⁻⁵.
  private func decimal(_ value: Double) -> String {
    let text = value.decimalText(digits: digits)
    guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]) else {
      return text
    }
    return "\(text[..<mark]) \\cdot 10^{\(exponent)}"
  }
}

extension ElementaryFunction {
  var latexName: String {
    switch self {
    case .exp, .log, .sin, .cos, .tan, .arcsin, .arccos, .arctan, .sinh, .cosh, .tanh: "\\\(conventionalName)"
    case .artanh: "\\operatorname{artanh}"
    case .erf: "\\operatorname{erf}"
    case .abs: "\\operatorname{abs}"
    case .sign: "\\operatorname{sgn}"
    }
  }

  /// Whether people write f²(x) for (f(x))².
  var takesExponentBeforeArgument: Bool {
    switch self {
    case .sin, .cos, .tan, .sinh, .cosh, .tanh, .log: true
    default: false
    }
  }

  private var conventionalName: String {
    switch self {
    case .arcsin: "arcsin"
    case .arccos: "arccos"
    case .arctan: "arctan"
    default: rawValue
    }
  }
}
