import Foundation
import KANFormula
import Testing

@testable import KANReport

/// Constants as tables for papers, spreadsheets and programs.
@Suite struct ConstantTableTests {
  private static let formula = Formula(
    outputName: "y", expression: 2.5 * .variable("x") + 0.25,
    constants: [
      Formula.Constant(value: 2.5, standardError: 0.013),
      Formula.Constant(value: 0.25, standardError: 0.0021),
      Formula.Constant(value: 3.14159265, standardError: 1e-8, recognisedAs: "pi"),
    ], correlation: [[1, -0.456], [-0.456, 1]])

  @Test func commasSeparateAllThatIsKnown() throws {
    let lines = try ConstantTable(Self.formula).text(.csv).split(separator: "\n")
    #expect(
      lines == [
        "name,value,standard_error,rounded,recognised_as,correlation_c1,correlation_c2",
        "c1,2.5,0.013,2.500(13),,1.0,-0.456", "c2,0.25,0.0021,0.2500(21),,-0.456,1.0",
        "c3,3.14159265,1e-08,3.141592650(10),pi,,",
      ])
  }

  @Test func laTeXHasTheLowerTriangleAndTheNames() throws {
    let text = try ConstantTable(Self.formula).text(.latex)
    #expect(text.contains("\\begin{tabular}{lllrr}"))
    #expect(text.contains("$c_{2}$ & $0.2500(21)$ &  & $-0.46$ & $1.00$ \\\\"))
    #expect(text.contains("$\\pi$"))
    #expect(try ConstantTable(Self.formula, style: .plusMinus).text(.latex).contains("\\pm"))
  }

  @Test func programsReadTheSame() throws {
    let text = try ConstantTable(Self.formula).text(.json)
    let object = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(object["formula"] as? String == "y = c1*x + c2")
    let rows = try #require(object["constants"] as? [[String: Any]])
    #expect(rows.map { $0["name"] as? String } == ["c1", "c2", "c3"])
    #expect(rows.map { $0["recognisedAs"] as? String } == [nil, nil, "pi"])
    #expect(object["correlation"] as? [[Double]] == Self.formula.correlation)
  }

  @Test(arguments: [(-0.0049, "0.00"), (-0.996, "-1.00"), (0.305, "0.31"), (0, "0.00")])
  func correlationsHaveTwoDecimals(x: Double, text: String) { #expect(ConstantTable.fixed(x) == text) }

  @Test func whatIsNoFormulaIsWrittenAsText() {
    #expect(Formula.Constant(value: 1, standardError: nil, recognisedAs: "a_b %").exactLaTeX == "a\\_b \\%")
  }
}
