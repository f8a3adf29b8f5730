import KANFormula
import Testing

@testable import KANSearch

/// Series of powers are recognised by their first three coefficients: (1 + z)^p = 1 + p·z + p·(p − 1)/2·z² + ….
@Suite struct SeriesResummationTests {
  @Test(arguments: [
    ("y*(1.0 - 0.5*x^2 - 0.125*x^4)", "y*sqrt(1 - x^2)"),
    ("y/(2.0 + 0.2*x + 0.03*x^2)", "y*sqrt(1 - 0.2*x)/2"),
    ("z + 3.0 + 0.3*x*y + 0.03*x^2*y^2", "z + 3/(1 - 0.1*x*y)"),
  ])
  func readsThePowerOffItsSeries(series: String, power: String) throws {
    let found = SeriesResummation.closedForms(of: try Expression(parsing: series))
    let columns = [[0.02, 0.11, 0.23], [0.31, 0.5, 0.71], [1.3, 1.7, 2.9]]
    func values(_ expression: KANFormula.Expression) throws -> [Double] {
      try CompiledExpression(expression, variables: ["x", "y", "z"]).values(columns)
    }
    let closed = try #require(found.first)
    for (value, expected) in zip(try values(closed), try values(try Expression(parsing: power))) {
      #expect(abs(value - expected) <= 1e-13 * abs(expected), "\(closed)")
    }
  }

  /// Three terms whose coefficients are those of no simple power stay what they are.
  @Test func leavesOtherSumsAlone() throws {
    for text in ["1.0 + 0.5*x + 0.2*x^2", "1.0 + 0.5*x + 0.1*y^2", "0.5*x + 0.125*x^2"] {
      #expect(SeriesResummation.closedForms(of: try Expression(parsing: text)).isEmpty, "\(text)")
    }
  }
}
