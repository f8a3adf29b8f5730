import Foundation
import KANFormula
import Testing

@Suite struct MeasuredValueTests {
  /// The rule of the Particle Data Group at its borders, and numbers of all sizes.
  @Test(arguments: [
    (0.827, 0.119, "0.83(12)", "0.83 ± 0.12"), (0.827, 0.367, "0.8(4)", "0.8 ± 0.4"),
    (12.3142, 0.0354, "12.314(35)", "12.314 ± 0.035"), (12.3142, 0.0355, "12.31(4)", "12.31 ± 0.04"),
    (12.3142, 0.0949, "12.31(9)", "12.31 ± 0.09"), (12.3142, 0.0951, "12.31(10)", "12.31 ± 0.10"),
    (12.3142, 0.0999, "12.31(10)", "12.31 ± 0.10"), (-2.5, 0.1, "-2.50(10)", "-2.50 ± 0.10"),
    (9.996, 0.04, "10.00(4)", "10.00 ± 0.04"), (123456, 12, "123456(12)", "123456 ± 12"),
    (123456, 1234, "1.235(12)e5", "(1.235 ± 0.012)e5"),
    (1.2342e-7, 4e-10, "1.234(4)e-7", "(1.234 ± 0.004)e-7"),
    (0.001, 0.4, "0.0(4)", "0.0 ± 0.4"), (0, 0.012, "0.000(12)", "0.000 ± 0.012"),
    (6.02214076e23, 4e15, "6.02214076(4)e23", "(6.02214076 ± 0.00000004)e23"),
  ])
  func roundsAsTheParticleDataGroupDoes(value: Double, error: Double, short: String, long: String) {
    let number = Formula.MeasuredValue(value, standardError: error)
    #expect(number.text(.parentheses) == short)
    #expect(number.text(.plusMinus) == long)
    #expect(
      number.text(.plain)
        == short.replacingOccurrences(of: #"\(\d+\)"#, with: "", options: .regularExpression))
  }

  /// Digits beyond the fortieth are zeros; the point stays where it is.
  @Test(arguments: [30, 50, 300]) func tinyErrorsKeepTheValue(place: Int) {
    let number = Formula.MeasuredValue(-12345, standardError: Double("1e-\(place)"))
    #expect(number.text() == "-12345." + String(repeating: "0", count: place + 1) + "(10)")
    #expect(Double(number.text(.plain)) == -12345)
    #expect(number.roundedValue == -12345)
  }

  @Test func writesLaTeX() {
    #expect(Formula.MeasuredValue(12.3142, standardError: 0.04).latex(.plusMinus) == "12.31 \\pm 0.04")
    #expect(Formula.MeasuredValue(1.2342e-7, standardError: 4e-10).latex() == "1.234(4) \\times 10^{-7}")
    #expect(Formula.MeasuredValue(2.5e-9, standardError: nil).latex() == "2.5 \\times 10^{-9}")
    #expect(Formula.MeasuredValue(0.1, standardError: nil).text() == "0.1")
  }

  @Test func formulasAreWrittenWithTheirErrors() throws {
    let formula = Formula(
      outputName: "y", expression: try KANFormula.Expression(parsing: "12.3142*sin(x) - 2.718*x + pi"),
      constants: [
        Formula.Constant(value: 12.3142, standardError: 0.04),
        Formula.Constant(value: -2.718, standardError: 0.012),
      ])
    #expect(formula.text(constants: .parentheses) == "12.31(4)*sin(x) - 2.718(12)*x + pi")
    #expect(formula.text(constants: .plain) == "12.31*sin(x) - 2.718*x + pi")
    #expect(formula.latex(constants: .plusMinus).contains("(12.31 \\pm 0.04)"))
    #expect(TextPrinter().print(formula.expressionWithNamedConstants).contains("c1*sin(x)"))
  }

  /// Correlated constants need more digits than each alone: value and error get them together, and the number in brackets stays in
  /// units of the last digit.
  @Test func moreDigitsAreThoseOfValueAndError() {
    let a = Formula.MeasuredValue(9988.4963423, standardError: 9.3288785)
    #expect(a.text(.parentheses, extraDigits: 0) == "9988(9)")
    #expect(a.text(.parentheses, extraDigits: 1) == "9988.5(93)")
    #expect(a.text(.plusMinus, extraDigits: 2) == "9988.50 ± 9.33")
    #expect(a.text(.plain, extraDigits: 2) == "9988.50")
    let b = Formula.MeasuredValue(-189.77911686, standardError: 0.17779013)
    #expect(b.latex(.parentheses, extraDigits: 2) == "-189.7791(1778)")
    // Of 0.0951 the rule keeps 0.10, and more digits follow the error itself.
    #expect(
      Formula.MeasuredValue(12.3142, standardError: 0.0951).text(.parentheses, extraDigits: 1) == "12.314(95)"
    )
    #expect(Formula.MeasuredValue(1.2342e-7, standardError: 4e-10).text(extraDigits: 1) == "1.2342(40)e-7")
    #expect(Formula.MeasuredValue(2.5, standardError: nil).text(extraDigits: 3) == "2.5")
  }

  @Test func anUndefinedShareIsADash() {
    for share in [Double.nan, -.infinity] {
      let part = Formula.Fidelity(part: "set aside", rmse: 1, rSquared: share, maximumError: 1, count: 1)
      #expect(part.rSquaredText == "–")
    }
  }
}
