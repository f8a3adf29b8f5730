import KANFormula
import Testing

@testable import KANSearch

/// Measured constants near simple numbers as those numbers.
@Suite struct SimpleNumbersTests {
  @Test(arguments: [
    ("arcsin(1.0001*sin(x))", "arcsin(1*sin(x))"), ("0.4999*x + 2.003", "1/2*x + 2"),
    ("-0.3331*x", "-1/3*x"), ("2.57*x", "2.57*x"), ("2*x^3", "2*x^3"),
  ])
  func takesTheNumberNearby(text: String, simple: String) throws {
    let found = try Expression(parsing: text).withSimpleNumbers()
    let expected = try Expression(parsing: simple)
    for x in [0.1, 0.4, 0.9] {
      #expect(abs(found.value(at: ["x": x]) - expected.value(at: ["x": x])) < 1e-15, "\(found)")
    }
  }

  @Test func keepsToItsShare() throws {
    let law = try Expression(parsing: "1.02*x")
    #expect(law.withSimpleNumbers().freeConstants == [1.02])
    #expect(law.withSimpleNumbers(within: 0.03).freeConstants.isEmpty)
  }
}
