/// Writes an expression as Swift statements, one `let` for every step that is more than a name or a number.
struct SwiftStatementWriter {
  private let names: [String: String]
  private let digits: Int?
  /// Whether steps get statements of their own.
  private let splits: Bool
  private(set) var statements: [String] = []
  private(set) var usesSign = false
  private(set) var usesPiecewise = false
  private var steps: [Expression: String] = [:]

  init(names: [String: String], digits: Int?, splits: Bool) {
    self.names = names
    self.digits = digits
    self.splits = splits
  }

  /// The name, number or bracketed text that stands for `expression`.
  mutating func write(_ expression: Expression) -> String {
    switch expression {
    case .rational(let value):
      let text = value.isInteger ? "\(value.numerator).0" : "(\(value.numerator).0 / \(value.denominator).0)"
      return value.isInteger && value < .zero ? "(\(text))" : text
    case .real(let value): return literal(value)
    case .constant(.pi): return "Double.pi"
    case .constant(let constant): return literal(constant.value)
    case .variable(let name): return names[name] ?? name
    default: break
    }
    if let known = steps[expression] { return known }
    let text = step(compound(expression))
    if splits { steps[expression] = text }
    return text
  }

  /// Names the value of `text`.
  private mutating func step(_ text: String) -> String {
    guard splits else { return "(\(text))" }
    statements.append("let step\(statements.count + 1): Double = \(text)")
    return "step\(statements.count)"
  }

  private mutating func compound(_ expression: Expression) -> String {
    switch expression {
    case .sum(let terms):
      return chain(terms, empty: "0.0") { $0.isWrittenNegative ? (" - ", -$0) : (" + ", $0) }
    case .product(let factors):
      return chain(factors, empty: "1.0") { factor in
        guard case .power(let base, .rational(let p)) = factor, p < .zero else { return (" * ", factor) }
        return (" / ", p == .minusOne ? base : .power(base, .rational(-p)))
      }
    case .power(let base, let exponent): return power(base, exponent)
    case .function(let f, let argument):
      usesSign = usesSign || f == .sign
      return "\(f.rawValue)(\(write(argument)))"
    case .piecewise(let polynomial, let argument):
      usesPiecewise = true
      let rows = (0..<polynomial.pieceCount).map { "\(polynomial.coefficients(of: $0))" }
      return "piecewise(\(write(argument)), \(polynomial.breaks), [\(rows.joined(separator: ", "))])"
    default: return write(expression)
    }
  }

  /// At most four operands a statement.
  private mutating func chain(
    _ parts: [Expression], empty: String, _ split: (Expression) -> (sign: String, operand: Expression)
  ) -> String {
    guard let first = parts.first else { return empty }
    let (sign, operand) = split(first)
    var text =
      sign == " / " ? "1.0 / \(write(operand))" : sign == " - " ? "-\(write(operand))" : write(operand)
    var count = 1
    for part in parts.dropFirst() {
      if count == 4 {
        text = step(text)
        count = 1
      }
      let (sign, operand) = split(part)
      text += sign + write(operand)
      count += 1
    }
    return text
  }

  private mutating func power(_ base: Expression, _ exponent: Expression) -> String {
    let text = write(base)
    guard let p = exponent.rationalValue else { return "pow(\(text), \(write(exponent)))" }
    switch (p.numerator, p.denominator) {
    case (2, 1) where splits || base.complexity == 1: return "\(text) * \(text)"
    case (3, 1) where splits || base.complexity == 1: return "\(text) * \(text) * \(text)"
    case (-1, 1): return "1.0 / \(text)"
    case (1, 2): return "\(text).squareRoot()"
    case (-1, 2): return "1.0 / \(text).squareRoot()"
    default: return "pow(\(text), \(write(exponent)))"
    }
  }

  private func literal(_ value: Double) -> String {
    guard value.isFinite else {
      return value.isNaN ? "Double.nan" : value > 0 ? "Double.infinity" : "(-Double.infinity)"
    }
    let text = value.decimalText(digits: digits)
    let isWhole = text.allSatisfy { $0.isNumber || $0 == "-" }
    return value < 0 ? "(\(text)\(isWhole ? ".0" : ""))" : text + (isWhole ? ".0" : "")
  }
}
