import KANFormula
import KANNumerics
import KANTestSupport
import Testing

@Suite struct PiecewisePolynomialTests {
  /// A jump, a kink and a smooth join, with a tail of every kind.
  static let example = PiecewisePolynomial(
    breaks: [-1, 0.5, 2], pieces: [[3], [1, -2, 0.5], [0.25, 0, 0, -1], [4, 2]])

  static func random(_ random: inout SeededRandom) -> PiecewisePolynomial {
    let count = 1 + Int(random.next() % 5)
    var breaks: [Double] = []
    for _ in 0..<count { breaks.append((breaks.last ?? -2) + random.uniform(in: 0.1...1)) }
    return PiecewisePolynomial(
      breaks: breaks,
      pieces: (0...count).map { p in
        random.uniforms(p == 0 || p == count ? 2 : 1 + Int(random.next() % 5), in: -2...2)
      })
  }

  @Test(arguments: [
    (-3, 3), (-1, 1), (0, -0.5), (0.5, 0.25), (1.5, -0.75), (2, 4), (3, 6), (-Double.infinity, 3),
    (Double.infinity, .infinity),
  ])
  func takesThePieceOnTheRight(x: Double, value: Double) {
    #expect(Self.example.value(at: x) == value)
  }

  @Test func notANumberStaysNotANumber() {
    #expect(Self.example.value(at: .nan).isNaN)
    #expect(PiecewisePolynomial(breaks: [0], pieces: [[1], [2]]).value(at: .nan).isNaN)
  }

  @Test func compiledValuesAndDerivativesAreThoseOfTheTree() throws {
    for seed in 0..<50 {
      var source = SeededRandom(seed: UInt64(seed))
      let expression =
        Expression.piecewise(
          Self.random(&source), .sin(.variable("x") * 3) * 2 - .variable("y")) * .variable("y")
      let compiled = try CompiledExpression(expression, variables: ["x", "y"])
      let (x, y) = (source.uniforms(300, in: -2...2), source.uniforms(300, in: -1...1))
      let (values, slopes) = compiled.valuesAndVariableDerivatives([x, y])
      let symbolic = expression.derivative(withRespectTo: "x")
      for s in x.indices {
        let point = ["x": x[s], "y": y[s]]
        #expect(isClose(values[s], expression.value(at: point), within: 1e-13), "seed \(seed)")
        #expect(isClose(slopes[0][s], symbolic.value(at: point), within: 1e-12), "seed \(seed)")
      }
    }
  }

  @Test func rangesHoldAllValuesAndAreTightForLines() {
    for seed in 0..<200 {
      var source = SeededRandom(seed: UInt64(seed + 500))
      let polynomial = Self.random(&source)
      let ends = source.uniforms(2, in: -4...4).sorted()
      let expression = Expression.piecewise(polynomial, .variable("x"))
      guard let bounds = expression.range(on: ["x": ends[0]...ends[1]]) else {
        Issue.record("seed \(seed): no range")
        continue
      }
      for x in source.uniforms(200, in: ends[0]...ends[1]) + ends {
        let y = polynomial.value(at: x)
        #expect(bounds.lowerBound - 1e-12 <= y && y <= bounds.upperBound + 1e-12, "seed \(seed), x \(x)")
      }
    }
    let line = Expression.piecewise(PiecewisePolynomial(breaks: [0], pieces: [[1], [1, 2]]), .variable("x"))
    #expect(line.range(on: ["x": -1...3]) == 1...7)
    #expect(line.range(on: [:]) == 1...Double.infinity)
  }

  @Test func textReadsBack() throws {
    for seed in 0..<100 {
      var source = SeededRandom(seed: UInt64(seed + 900))
      let expression = 2 * Expression.piecewise(Self.random(&source), .exp(.variable("x"))) + 1
      #expect(try Expression(parsing: TextPrinter().print(expression)) == expression, "seed \(seed)")
    }
    let text = TextPrinter().print(.piecewise(Self.example, .variable("x")))
    #expect(
      text == "piecewise(x, (3.0), -1.0, (1.0, -2.0, 0.5), 0.5, (0.25, 0.0, 0.0, -1.0), 2.0, (4.0, 2.0))")
  }

  @Test(arguments: [
    ("piecewise(x, (1), 0)", FormulaError.unexpectedToken(")", position: 20)),
    ("piecewise(x, (1), 0, (1), 0, (1))", .breaksNotIncreasing(position: 27)),
    ("piecewise(x, 1, 0, (1))", .unexpectedToken("1", position: 14)),
    ("piecewise(x, (y), 0, (1))", .unexpectedToken("y", position: 15)),
    ("piecewise(x, (1), 0, (1)", .unbalancedBracket(position: 10)),
    ("piecewise(x, (1), 0, (", .unexpectedEnd(position: 23)),
  ])
  func malformedTextIsRefusedWithItsPosition(text: String, error: FormulaError) {
    #expect(throws: error) { try Expression(parsing: text) }
  }

  @Test func simplificationKeepsTheFunctionAndSimplifiesTheArgument() throws {
    let x = Expression.variable("x")
    let expression = Expression.piecewise(Self.example, x + x) + .piecewise(Self.example, 2 * x)
    #expect(expression.simplified() == 2 * .piecewise(Self.example, 2 * x))
    #expect(expression.simplified().simplified() == expression.simplified())
  }

  @Test func programsEvaluateStepByStep() {
    let (x, t) = (Expression.variable("x"), Expression.variable("t"))
    let program = Program(
      inputs: [Formula.Variable(name: "x")],
      steps: [
        .init(name: "t", expression: .piecewise(Self.example, x)), .init(name: "s", expression: t * t),
      ],
      outputs: [.init(name: "y", expression: t + .variable("s")), .init(name: "z", expression: x)])
    #expect(program.values(at: ["x": 1.5]) == [-0.75 + 0.5625, 1.5])
    #expect(program.expressions.map { $0.value(at: ["x": 1.5]) } == [-0.75 + 0.5625, 1.5])
  }
}
