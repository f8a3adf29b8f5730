import KANData
import KANFormula
import KANSymbolic
import Testing

@testable import KANReport

/// What is printed has the errors that are stated beside it.
@Suite struct RoundedFormulaTests {
  private typealias Expression = KANFormula.Expression

  /// A parabola near t = 105, whose three constants nearly cancel, with residuals of ±0.05.
  private static func parabola() throws -> Table {
    let t = (0..<60).map { 100 + Double($0) / 6 }
    let y = t.enumerated().map { s, t in 9988.5 - 189.78 * t + 0.8989 * t * t + (s % 3 == 0 ? 0.07 : -0.035) }
    return try Table(names: ["t", "y"], columns: [t, y])
  }

  private static func rmse(_ text: String, _ table: Table) throws -> Double {
    let values = try CompiledExpression(Expression(parsing: text), variables: ["t"]).values([table.columns[0]]
    )
    let squares = zip(values, table.columns[1]).map { ($0 - $1) * ($0 - $1) }
    return (squares.reduce(0, +) / Double(squares.count)).squareRoot()
  }

  @Test func aFitIsPrintedWithTheDigitsThatItsConstantsNeedTogether() throws {
    let table = try Self.parabola()
    let form = try Form(parsing: "y = a + b*t + c*t^2", columns: table.names)
    let fit = try form.fit(to: table)
    let law = fit.formula.withNumbers
    let digits = fit.extraDigits
    #expect(digits > 0)
    let rounded = law.showing(.plain, extraDigits: digits).text
    #expect(try Self.rmse(rounded, table) <= 1.01 * fit.statistics.rmse)
    let fewer = law.showing(.plain, extraDigits: digits - 1).text
    #expect(try Self.rmse(fewer, table) > 1.01 * fit.statistics.rmse)
    // The table of constants, the page and the record show the same digits.
    let value = fit.constants[0].measured.latex(.parentheses, extraDigits: digits)
    #expect(FitFragment(fit).formula.contains("$a$ & $\(value)$"))
    #expect(ConstantTable(fit.formula, extraDigits: digits).hasRounded(value))
    let long = law.showing(.parentheses, extraDigits: digits).text(digits: nil)
    #expect(FitRecord(fit).formulas[0].rounded == long)
    // In brackets the error is in units of the last digit.
    #expect(long.hasPrefix(fit.constants[0].measured.text(.parentheses, extraDigits: digits)))
  }

  @Test func aFitOfUncorrelatedConstantsKeepsTheRoundingOfEach() throws {
    let x = (0..<40).map { Double($0 % 2 * 2 - 1) }
    let table = try Table(
      names: ["x", "y"], columns: [x, x.enumerated().map { 2 * $1 + 3 + ($0 % 4 < 2 ? 0.1 : -0.1) }])
    let fit = try Form(parsing: "y = a + b*x", columns: table.names).fit(to: table)
    #expect(fit.extraDigits == 0)
  }

  @Test func aLawHasTheDigitsThatReproduceItsErrors() throws {
    // Near x = 10⁹ a line with eight digits is wrong by a whole.
    let x = (0..<20).map { 1e9 + Double($0) }
    let law = Formula(outputName: "y", expression: .real(2) * .variable("x") - .real(1_999_999_999))
    let data = try Dataset(inputNames: ["x"], inputs: [x], targetNames: ["y"], targets: [try law.values([x])])
    #expect(law.digits(on: data, fewest: 8) == 10)
    #expect(law.digits(on: nil, fewest: 8) == 8)
    // Of other targets, and of few digits, nothing more is needed.
    let short = Formula(outputName: "y", expression: .real(2.5) * .variable("x"))
    let own = try Dataset(
      inputNames: ["x"], inputs: [x], targetNames: ["y"], targets: [try short.values([x])])
    #expect(short.digits(on: own, fewest: 8) == 8)
  }

  /// A constant of nature is printed by its name, which is read back as the same number.
  @Test func namedConstantsDoNotCountAsRounding() throws {
    let x = (1..<20).map(Double.init)
    let g = FormulaExpression.NamedConstant(name: "g", value: 9.80665, latex: "g")
    let law = Formula(
      outputName: "y", expression: .real(2.5) * .constant(g) * .variable("x"),
      constants: [Formula.Constant(value: 2.5, standardError: 0.001)])
    let data = try Dataset(inputNames: ["x"], inputs: [x], targetNames: ["y"], targets: [try law.values([x])])
    #expect(law.digits(on: data, fewest: 8) == 8)
    #expect(law.extraDigits(on: data) == 0)
  }
}

extension ConstantTable {
  fileprivate func hasRounded(_ value: String) -> Bool {
    (try? text(.latex))?.contains("$\(value)$") ?? false
  }
}
