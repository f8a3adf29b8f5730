import KANFormula
import Testing

@testable import KANSearch

@Suite struct PlainExponentsTests {
  /// Expected by hand: integers first, then halves, equal ones once, and no law without an input.
  @Test(arguments: [
    ("x^(17/6)*(y + 1)", ["x^3*(y + 1)"]),
    ("3*x^(4/3)/y", ["3*x/y", "3*x^(3/2)/y"]),
    ("x^(1/3)", ["x^(1/2)"]),
    ("sin(x^(2/3))", ["sin(x)", "sin(x^(1/2))"]),
    ("sqrt(x)*y^2", []),
  ])
  func areTheNearestIntegersAndHalves(law: String, expected: [String]) throws {
    let forms = try Expression(parsing: law).withPlainExponents.map { $0.simplified() }
    #expect(forms == (try expected.map { try Expression(parsing: $0).simplified() }))
  }
}
