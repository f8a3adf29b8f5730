import KANFormula

/// Presentation MathML, the mathematics of HTML: fractions, roots and powers as on paper. Source: MathML Core.
struct MathMLWriter {
  /// Significant digits of measured constants; all where left out.
  var digits: Int?

  /// An element of display mathematics, `left = right`.
  func equation(_ left: String, _ right: Expression) -> String {
    "<math display=\"block\"><mrow>\(Self.name(left))<mo>=</mo>\(write(right))</mrow></math>"
  }

  /// An element of mathematics in a line.
  func inline(_ expression: Expression) -> String { "<math><mrow>\(write(expression))</mrow></math>" }

  /// The markup of an expression.
  func write(_ expression: Expression) -> String {
    switch expression {
    case .rational(let value): return rational(value)
    case .real(let value): return decimal(value)
    case .constant(let constant): return Self.marked(RichText("$\(constant.latex)$"))
    case .variable(let name): return Self.name(name)
    case .sum(let terms): return sum(terms)
    case .product(let factors): return product(factors)
    case .power(let base, let exponent): return power(base, exponent)
    case .function(.abs, let argument): return "<mrow><mo>|</mo>\(write(argument))<mo>|</mo></mrow>"
    case .function(let function, let argument):
      return "<mi>\(function.rawValue)</mi><mo>&#x2061;</mo>\(brackets(write(argument)))"
    // The pieces of learned curves are numbers for programs.
    default: return "<mtext>\(TextPrinter(digits: 4).print(expression).xmlEscaped)</mtext>"
    }
  }

  /// The name of a column: `x_1` with an index.
  static func name(_ column: String) -> String { marked(RichText(name: column)) }

  /// A name of letters with an index below and one above.
  private static func marked(_ text: RichText) -> String {
    func part(_ level: Int) -> String? {
      let runs = text.runs.filter { $0.level == level && !$0.text.isEmpty }
      guard !runs.isEmpty else { return nil }
      let markup = runs.map { run in
        run.text.allSatisfy { $0.isNumber }
          ? "<mn>\(run.text)</mn>"
          : "<mi\(run.text.count == 1 && !run.isItalic ? " mathvariant=\"normal\"" : "")>\(run.text.xmlEscaped)</mi>"
      }.joined()
      return runs.count == 1 ? markup : "<mrow>\(markup)</mrow>"
    }
    let base = part(0) ?? "<mrow></mrow>"
    switch (part(-1), part(1)) {
    case (nil, nil): return base
    case (let below?, nil): return "<msub>\(base)\(below)</msub>"
    case (nil, let above?): return "<msup>\(base)\(above)</msup>"
    case (let below?, let above?): return "<msubsup>\(base)\(below)\(above)</msubsup>"
    }
  }

  // MARK: - Sums and products

  private func sum(_ terms: [Expression]) -> String {
    guard let first = terms.first else { return "<mn>0</mn>" }
    return terms.dropFirst().reduce(term(first)) { text, next in
      isNegative(next) ? "\(text)<mo>−</mo>\(term(-next))" : "\(text)<mo>+</mo>\(term(next))"
    }
  }

  private func term(_ expression: Expression) -> String {
    if case .sum = expression { brackets(write(expression)) } else { write(expression) }
  }

  private func product(_ factors: [Expression]) -> String {
    guard let first = factors.first else { return "<mn>1</mn>" }
    if isNegative(first), factors.count > 1 {
      let positive = -Expression.product(factors)
      if !isNegative(positive) { return "<mo form=\"prefix\">−</mo>\(term(positive))" }
    }
    var (above, below): ([Expression], [Expression]) = ([], [])
    for (index, factor) in factors.enumerated() {
      switch factor {
      case .rational(let value) where index == 0 && factors.count > 1:
        if value.numerator != 1 { above.append(.rational(Rational(value.numerator))) }
        if value.denominator != 1 { below.append(.rational(Rational(value.denominator))) }
      case .power(let base, .rational(let p)) where p < .zero:
        below.append(p == .minusOne ? base : .power(base, .rational(-p)))
      default: above.append(factor)
      }
    }
    if below.isEmpty { return row(above) }
    return "<mfrac>\(alone(above))\(alone(below))</mfrac>"
  }

  /// One side of a fraction line, where a single sum needs no brackets.
  private func alone(_ factors: [Expression]) -> String {
    "<mrow>\(factors.isEmpty ? "<mn>1</mn>" : factors.count == 1 ? write(factors[0]) : row(factors))</mrow>"
  }

  private func row(_ factors: [Expression]) -> String {
    factors.enumerated().map { index, item in
      // Two numbers side by side would read as one.
      let sign = index > 0 && isNumber(item) ? "<mo>·</mo>" : index > 0 ? "<mo>&#x2062;</mo><mspace width=\"0.17em\"/>" : ""
      return sign + factor(item)
    }.joined()
  }

  private func factor(_ expression: Expression) -> String {
    switch expression {
    case .sum, .product: brackets(write(expression))
    default: isNegative(expression) ? brackets(write(expression)) : write(expression)
    }
  }

  // MARK: - Powers

  private func power(_ base: Expression, _ exponent: Expression) -> String {
    if case .rational(let p) = exponent {
      if p < .zero {
        let below = p == .minusOne ? write(base) : power(base, .rational(-p))
        return "<mfrac><mn>1</mn><mrow>\(below)</mrow></mfrac>"
      }
      if p == .half { return "<msqrt>\(write(base))</msqrt>" }
      if p.numerator == 1, p.denominator > 1 {
        return "<mroot><mrow>\(write(base))</mrow><mn>\(p.denominator)</mn></mroot>"
      }
    }
    let shown: String
    switch base {
    case .variable, .constant: shown = write(base)
    case .rational(let value) where value.isInteger && !(value < .zero): shown = write(base)
    default: shown = brackets(write(base))
    }
    return "<msup>\(shown)<mrow>\(flat(exponent))</mrow></msup>"
  }

  /// Fractions in exponents stay on one line.
  private func flat(_ exponent: Expression) -> String {
    guard case .rational(let p) = exponent, !p.isInteger else { return write(exponent) }
    return "<mn>\(p.numerator)</mn><mo>/</mo><mn>\(p.denominator)</mn>"
  }

  // MARK: - Numbers

  private func rational(_ value: Rational) -> String {
    let sign = value < .zero ? "<mo form=\"prefix\">−</mo>" : ""
    let numerator = "<mn>\(value.numerator.magnitude)</mn>"
    return value.isInteger
      ? sign + numerator : "\(sign)<mfrac>\(numerator)<mn>\(value.denominator)</mn></mfrac>"
  }

  /// 1.5e-05 is 1.5 · 10⁻⁵.
  private func decimal(_ value: Double) -> String {
    let text = abs(value).decimalText(digits: digits)
    let sign = value < 0 ? "<mo form=\"prefix\">−</mo>" : ""
    guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]) else {
      return "\(sign)<mn>\(text)</mn>"
    }
    let power = exponent < 0 ? "<mo form=\"prefix\">−</mo><mn>\(-exponent)</mn>" : "<mn>\(exponent)</mn>"
    return
      "\(sign)<mrow><mn>\(text[..<mark])</mn><mo>·</mo><msup><mn>10</mn><mrow>\(power)</mrow></msup></mrow>"
  }

  private func isNegative(_ expression: Expression) -> Bool {
    switch expression {
    case .rational(let value): value < .zero
    case .real(let value): value < 0
    case .product(let factors): factors.first.map(isNegative) ?? false
    default: false
    }
  }

  private func isNumber(_ expression: Expression) -> Bool {
    switch expression {
    case .rational, .real: true
    case .power(let base, _): isNumber(base)
    default: false
    }
  }

  private func brackets(_ markup: String) -> String { "<mrow><mo>(</mo>\(markup)<mo>)</mo></mrow>" }
}
