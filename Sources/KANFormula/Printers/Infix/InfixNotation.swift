/// The differences between languages that write formulas as infix code; `InfixWriter` does the rest.
protocol InfixNotation: Sendable {
  /// Significant digits of measured constants; `nil` for all.
  var digits: Int? { get }
  /// The signs of a product and a quotient.
  var times: String { get }
  var over: String { get }
  /// The sign of a difference.
  var minus: String { get }
  /// A whole number.
  func integer(_ value: Int) -> String
  /// A fraction that is not whole.
  func fraction(_ value: Rational) -> CodeText
  /// A floating-point number.
  func decimal(_ value: Double) -> String
  /// A named constant.
  func constant(_ constant: NamedConstant) -> String
  /// A function of one argument.
  func call(_ function: ElementaryFunction, _ argument: String) -> CodeText
  /// A square root.
  func squareRoot(_ argument: String) -> CodeText
  /// A power; `exponent` is the expression that `text` writes.
  func power(_ base: CodeText, _ text: CodeText, exponent: Expression) -> CodeText
  /// A call of the function that represents a piecewise polynomial.
  func piecewise(_ function: String, _ argument: String) -> CodeText
}

/// The choices of most languages: those of C without `pow`.
extension InfixNotation {
  var times: String { " * " }
  var over: String { " / " }
  var minus: String { " - " }

  func integer(_ value: Int) -> String { "\(value)" }

  func fraction(_ value: Rational) -> CodeText {
    CodeText(
      "\(integer(value.numerator))\(over)\(integer(value.denominator))", value < .zero ? .sum : .product)
  }

  func decimal(_ value: Double) -> String { plainDecimal(value) }

  func constant(_ constant: NamedConstant) -> String { constant == .pi ? "pi" : exactDecimal(constant.value) }

  /// A finite number, rounded as requested, with a point or an exponent so that no language takes it for an integer.
  func plainDecimal(_ value: Double) -> String {
    let text = value.decimalText(digits: digits)
    return text.allSatisfy { $0.isNumber || $0 == "-" } ? text + ".0" : text
  }

  /// A finite number with all its digits.
  func exactDecimal(_ value: Double) -> String { value.description }

  func call(_ function: ElementaryFunction, _ argument: String) -> CodeText {
    CodeText("\(function.rawValue)(\(argument))")
  }

  func squareRoot(_ argument: String) -> CodeText { CodeText("sqrt(\(argument))") }

  func piecewise(_ function: String, _ argument: String) -> CodeText { CodeText("\(function)(\(argument))") }
}
