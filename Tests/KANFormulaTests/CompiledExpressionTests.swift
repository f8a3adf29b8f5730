import KANFormula
import KANNumerics
import KANTestSupport
import Testing

@Suite struct CompiledExpressionTests {
  static let laws = [
    "exp(sin(pi*x) + y^2)", "x*y", "x/y", "sqrt(x^2 + y^2)", "x^2*sin(3*y) + 0.5", "exp(-x^2/2)/sqrt(2*pi)",
    "(x - y)/(1 + x*y)", "1.5*sin(12.5*x) + y", "log(x) + 2.25*log(y)", "tanh(2.0*x) - x^3",
    "x^1.5 + y^(3/2) - 2^y",
    "1/x^5 + x^(-3/2) - x^7", "abs(x - y)*sign(y - 1) + cosh(x)*sinh(0.3*y)",
    "atan(x) + asin(x/9) - acos(y/9)",
    "atanh(x/9)*tan(0.2*y)", "x^9/y^(5/2) - erf(x)*y^6", "1.5^(x*y) - tanh(x)*cos(y)",
    "0.7*(1.2*x + 0.3)^2.0 - x - y", "log(exp(1.5*x) - 1) - y", "log(1 + exp(2.5*x - 3*y))",
  ]

  @Test(arguments: laws, [0, 1, 255, 256, 257, 1000])
  func agreesWithTheTree(law: String, rows: Int) throws {
    let expression = try Expression(parsing: law)
    var random = SeededRandom(seed: 7)
    let columns = (0..<2).map { _ in (0..<rows).map { _ in random.uniform(in: 0.3...2.5) } }
    let compiled = try CompiledExpression(expression, variables: ["x", "y"])
    let values = compiled.values(columns)
    #expect(values.count == rows)
    let expected = (0..<rows).map { expression.value(at: ["x": columns[0][$0], "y": columns[1][$0]]) }
    expectClose(values, expected, within: 1e-14)
  }

  /// From u = 710 on exp(u) is beyond `Double`, and log(exp(u) ± 1) is u to all digits; far below zero it is exp(u), or not real.
  @Test func logarithmsOfExponentialsDoNotOverflow() throws {
    let u = [-1_000.0, -30, 800, 1e5]
    let plus = try CompiledExpression(try Expression(parsing: "log(exp(x) + 1)"), variables: ["x"])
    let minus = try CompiledExpression(try Expression(parsing: "log(exp(x) - 1)"), variables: ["x"])
    expectClose(plus.values([u]), [0, 9.357622968840175e-14, 800, 1e5], within: 1e-15)
    #expect(minus.values([u]).suffix(2) == [800, 1e5] && minus.values([u])[0].isNaN)
    #expect(plus.valuesAndVariableDerivatives([u]).1[0].allSatisfy { (0...1).contains($0) })
  }

  /// Reverse mode against central differences, whose own error is about 1e-9 of the scale.
  @Test(arguments: laws)
  func derivativesAgreeWithDifferences(law: String) throws {
    let expression = try Expression(parsing: law)
    let compiled = try CompiledExpression(expression, variables: ["x", "y"])
    var random = SeededRandom(seed: 11)
    let columns = (0..<2).map { _ in (0..<300).map { _ in random.uniform(in: 0.3...2.5) } }
    let h = 1e-5
    let constants = compiled.freeConstants
    let (values, byConstant) = compiled.valuesAndConstantDerivatives(columns, constants: constants)
    let (sameValues, byVariable) = compiled.valuesAndVariableDerivatives(columns)
    #expect(values == compiled.values(columns))
    #expect(values == sameValues)
    func check(_ exact: [Double], _ plus: [Double], _ minus: [Double]) {
      let differences = zip(plus, minus).map { ($0 - $1) / (2 * h) }
      let scale = values.reduce(1) { max($0, $1.magnitude) }
      expectClose(exact.map { $0 / scale }, differences.map { $0 / scale }, within: 1e-6)
    }
    for c in constants.indices {
      var (plus, minus) = (constants, constants)
      plus[c] += h
      minus[c] -= h
      check(
        byConstant[c], compiled.values(columns, constants: plus), compiled.values(columns, constants: minus))
    }
    // sign jumps where y = 1: keep away from it.
    for i in 0..<2 where !law.contains("sign") {
      var (plus, minus) = (columns, columns)
      for s in values.indices {
        plus[i][s] += h
        minus[i][s] -= h
      }
      check(byVariable[i], compiled.values(plus), compiled.values(minus))
      let symbolic = try CompiledExpression(
        expression.derivative(withRespectTo: ["x", "y"][i]), variables: ["x", "y"]
      ).values(columns)
      expectClose(symbolic, byVariable[i], within: 1e-10)
    }
  }

  @Test func refusesAnUnknownVariable() {
    #expect(throws: FormulaError.unknownVariable("w", known: ["x", "y"])) {
      try CompiledExpression(.variable("w") + 1, variables: ["x", "y"])
    }
  }

  @Test func runsInPlaceOverOneBuffer() throws {
    let compiled = try CompiledExpression(Expression(parsing: "x^2 + 1"), variables: ["x"])
    var x = (0..<600).map { Double($0) / 100 }
    let expected = x.map { $0 * $0 + 1 }
    x.withUnsafeMutableBufferPointer { compiled.evaluate(UnsafeBufferPointer($0), into: $0) }
    #expect(x == expected)
  }

  @Test func isDefinedAtTheEdgeOfItsDomain() throws {
    // d/dx of x^(3/2) is 0 at 0, not 0·∞.
    let compiled = try CompiledExpression(Expression(parsing: "x^(3/2)"), variables: ["x"])
    let (values, jacobian) = compiled.valuesAndVariableDerivatives([[0, 4]])
    #expect(values == [0, 8])
    #expect(jacobian == [[0, 3]])
  }
}
