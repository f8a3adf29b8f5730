/// Exact decimal numbers in their customary notation.
extension Expression {
  /// The same for printing only: exact fractions that are customarily written as decimals, such as 16/5, become names that look
  /// like `3.2`.
  ///
  /// Exponents stay fractions. The text does not read back into the same tree: `3.2` is a measured number there.
  var withDecimals: Expression {
    switch self {
    case .real, .constant, .variable: return self
    case .rational(let value):
      guard let numeral = Expression.numeral(value) else { return self }
      return value < .zero ? .product([-1, numeral]) : numeral
    case .sum(let terms): return .sum(terms.map(\.withDecimals))
    case .product(let factors):
      guard case .rational(let value)? = factors.first, let numeral = Expression.numeral(value) else {
        return .product(factors.map(\.withDecimals))
      }
      return .product((value < .zero ? [-1, numeral] : [numeral]) + factors.dropFirst().map(\.withDecimals))
    case .power(let base, let exponent):
      return .power(base.withDecimals, exponent.rationalValue == nil ? exponent.withDecimals : exponent)
    case .function(let function, let argument): return .function(function, argument.withDecimals)
    case .piecewise(let polynomial, let argument): return .piecewise(polynomial, argument.withDecimals)
    }
  }

  /// The magnitude of a fraction as a name that looks like a decimal number; `nil` if it is written as a fraction.
  private static func numeral(_ value: Rational) -> Expression? {
    guard let text = value.decimalText else { return nil }
    let parts = text.split(separator: "e")
    let power = parts.count == 2 ? Int(parts[1]) : nil
    return .constant(
      NamedConstant(
        name: text, value: value.magnitude.doubleValue,
        latex: power.map { "\(parts[0]) \\times 10^{\($0)}" } ?? text))
  }
}

extension Program {
  /// The same for printing only, with decimals in all expressions.
  var withDecimals: Program {
    var program = self
    for n in steps.indices { program.steps[n].expression = steps[n].expression.withDecimals }
    for n in outputs.indices { program.outputs[n].expression = outputs[n].expression.withDecimals }
    return program
  }
}
