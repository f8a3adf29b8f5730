import Foundation
import KANFormula
import KANTestSupport
import SymbolLibrary
import Testing

@testable import KANModel

@Suite struct SymbolValueTests {
  /// Every elementary function has the slope of its differences, at points well inside its domain.
  @Test(arguments: ElementaryFunction.allCases) func derivativesAreLimitsOfDifferences(
    _ function: ElementaryFunction
  ) {
    let symbol = Symbol(
      name: function.rawValue,
      expression: .function(function, .power(.variable("x"), .rational(Rational(2)))),
      complexity: 1)
    let x = [0.1, 0.3, 0.5, 0.8]
    let h = 1e-5
    let up = symbol.values(at: x.map { $0 + h })
    let down = symbol.values(at: x.map { $0 - h })
    expectClose(symbol.derivatives(at: x), zip(up, down).map { ($0 - $1) / (2 * h) }, within: 1e-8)
  }

  @Test func powersKnowTheirDomain() {
    let half = Symbol(
      name: "xx", expression: .power(.variable("x"), .variable("x")), domain: .positive, complexity: 1)
    #expect(half.values(at: [-0.5])[0].isNaN)
    // (xˣ)′ = xˣ·(log x + 1)
    expectClose(half.derivatives(at: [1, 2]), [1, 4 * (log(2) + 1)], within: 1e-15)
  }
}
