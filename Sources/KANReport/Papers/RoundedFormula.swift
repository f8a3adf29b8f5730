import KANFormula

extension Formula {
  /// The right-hand side with its measured constants rounded as tables of constants round them; six significant digits
  /// where there is no error.
  var roundedExpression: KANFormula.Expression {
    let values = expression.freeConstants
    return expression.replacingFreeConstants(
      with: values.enumerated().map { n, value in
        Self.rounded(value, error: n < constants.count ? constants[n].standardError : nil)
      })
  }

  private static func rounded(_ value: Double, error: Double?) -> Double {
    func rounded(digits: Int) -> Double { Double(value.decimalText(digits: digits)) ?? value }
    let measured = MeasuredValue(value, standardError: error)
    guard measured.standardError != nil else { return rounded(digits: 6) }
    // A term that its error outweighs stays in the formula with one digit.
    return measured.roundedValue == 0 ? rounded(digits: 1) : measured.roundedValue
  }
}
