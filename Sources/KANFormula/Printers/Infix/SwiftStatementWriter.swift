/// Writes expressions as short Swift statements, because the compiler takes minutes for long formulas on one line.
struct SwiftStatementWriter {
  private let notation: SwiftPrinter
  private let names: CodeNames
  /// The type of the numbers.
  private let type: String
  /// The beginning of the names of steps.
  private let stem: String
  private(set) var statements: [String] = []
  private var steps: [Expression: String] = [:]

  init(_ notation: SwiftPrinter, _ names: CodeNames, type: String) {
    self.notation = notation
    self.names = names
    self.type = type
    stem = names.helper("t")
  }

  /// Gives the value of an expression the name of a step of the program.
  mutating func define(_ name: String, _ expression: Expression) {
    let value = write(expression)
    let start = "let \(value): "
    if let last = statements.last, last.hasPrefix(start) {
      statements[statements.count - 1] = "let \(names[name]): " + last.dropFirst(start.count)
      steps[expression] = names[name]
    } else {
      statements.append("let \(names[name]): \(type) = \(value)")
    }
  }

  /// The name or number that stands for `expression`.
  mutating func write(_ expression: Expression) -> String {
    switch expression {
    case .rational(let value):
      let text = value.isInteger ? "\(value.numerator).0" : "(\(value.numerator).0 / \(value.denominator).0)"
      return value.isInteger && value < .zero ? "(\(text))" : text
    case .real(let value):
      return literal(notation.digits == nil ? value.description : notation.plainDecimal(value), value)
    case .constant(.pi): return "\(type).pi"
    case .constant(let constant): return literal(constant.value.description, constant.value)
    case .variable(let name): return names[name]
    default: break
    }
    if let known = steps[expression] { return known }
    let name = step(compound(expression))
    steps[expression] = name
    return name
  }

  /// Names the value of `text`.
  private mutating func step(_ text: String) -> String {
    let name = "\(stem)\(statements.count + 1)"
    statements.append("let \(name): \(type) = \(text)")
    return name
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
    case .function(.sign, let argument): return "\(names.helper("sign"))(\(write(argument)))"
    case .function(.abs, let argument): return "\(receiver(argument)).magnitude"
    case .function(let f, let argument): return "\(f.rawValue)(\(write(argument)))"
    case .piecewise(let polynomial, let argument): return "\(names[polynomial])(\(write(argument)))"
    default: return write(expression)
    }
  }

  /// At most four operands per statement.
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
    case (2...4, 1): return [String](repeating: text, count: p.numerator).joined(separator: " * ")
    case (-4 ... -2, 1):
      return "1.0 / (" + [String](repeating: text, count: -p.numerator).joined(separator: " * ") + ")"
    case (-1, 1): return "1.0 / \(text)"
    case (1, 2): return "\(receiver(base)).squareRoot()"
    case (-1, 2): return "1.0 / \(receiver(base)).squareRoot()"
    default: return "pow(\(text), \(write(exponent)))"
    }
  }

  /// An expression on which a method can be called: a plain number would be a Double.
  private mutating func receiver(_ expression: Expression) -> String {
    expression.isNumeric ? "\(type)(\(write(expression)))" : write(expression)
  }

  private func literal(_ text: String, _ value: Double) -> String {
    guard value.isFinite else {
      return value.isNaN ? "\(type).nan" : value > 0 ? "\(type).infinity" : "(-\(type).infinity)"
    }
    return value < 0 ? "(\(text))" : text
  }
}
