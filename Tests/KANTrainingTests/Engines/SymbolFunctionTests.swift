import Foundation
import KANFormula
import KANTestSupport
import SymbolLibrary
import Testing

@testable import KANTraining

@Suite struct SymbolFunctionTests {
  typealias Reference = @Sendable (Double) -> Double

  static let functions: [(ElementaryFunction, Reference)] = [
    (.exp, { exp($0) }), (.log, { log($0) }), (.sin, { sin($0) }), (.cos, { cos($0) }), (.tan, { tan($0) }),
    (.arcsin, { asin($0) }), (.arccos, { acos($0) }), (.arctan, { atan($0) }), (.sinh, { sinh($0) }),
    (.cosh, { cosh($0) }), (.tanh, { tanh($0) }), (.artanh, { atanh($0) }), (.abs, { abs($0) }),
    (.sign, { $0 > 0 ? 1 : -1 }),
  ]

  @Test("values and slopes of every function", arguments: functions.indices)
  func everyFunction(index: Int) {
    let (f, reference) = Self.functions[index]
    expect(.function(f, .variable("x")), reference, on: [0.1, 0.3, 0.55, 0.9])
  }

  @Test("powers, sums, products and compositions")
  func compositions() {
    let x = KANFormula.Expression.variable("x")
    func q(_ n: Int) -> KANFormula.Expression { .rational(Rational(n)) }
    for n in -5...5 { expect(.power(x, q(n)), { pow($0, Double(n)) }, on: [-1.5, 0.4, 2]) }
    expect(.power(x, .power(q(2), q(-1))), { $0.squareRoot() }, on: [0.4, 2])
    expect(.power(q(2), x), { pow(2, $0) }, on: [-1.5, 0.4])
    expect(.power(.sum([q(1), .power(x, q(2))]), q(-1)), { 1 / (1 + $0 * $0) }, on: [-1.5, 0, 2])
    expect(
      .product([.constant(.pi), x, .function(.exp, .product([q(-1), .power(x, q(2))]))]),
      { .pi * $0 * exp(-$0 * $0) }, on: [-1.5, 0.4, 2])
  }

  private func expect(_ expression: KANFormula.Expression, _ reference: Reference, on x: [Double]) {
    let function = SymbolFunction(Symbol(name: "f", expression: expression, complexity: 1))
    var (values, slopes) = ([Double](repeating: 0, count: x.count), [Double](repeating: 0, count: x.count))
    function.evaluate(x.count, x, values: &values, slopes: &slopes)
    expectClose(values, x.map(reference), within: 1e-14, "\(expression)")
    let h = 1e-5
    expectClose(
      slopes, x.map { (reference($0 + h) - reference($0 - h)) / (2 * h) }, within: 1e-7, "\(expression)")
  }
}
