import KANFormula
import KANModel
import KANNumerics
import KANTestSupport
import Testing

@Suite struct TheoryTests {
  /// Formulas and the shapes that they become, each sum and product in its place.
  static let theories = [
    ("exp(sin(pi*x) + y^2)", "2,1,1"), ("x*y", "2,0+1"), ("2*x + 3", "1,1"), ("x + sin(x) - x^3", "1,1"),
    ("3*x*y*z", "3,0+1*3"), ("x*y + 1", "2,0+1,1"), ("sqrt(x^2 + y^2)", "2,1,1"),
    ("x/(1 + y*z)", "3,1+1,0+1"),
    ("exp(-x^2/2)", "1,1,1"), ("x^y", "2,0+1,1"), ("2^x", "1,1"), ("x^2.5 + log(x)", "1,1"),
    ("sin(x*y)*cos(x*y)", "2,0+1,0+1"), ("(x + y)*(x - y) + z", "3,1+1,1"), ("abs(x) + tanh(y)/2", "2,1"),
    ("x*(y*(z*(x + 1)))", "3,0+1*4"), ("1/(x*y)", "2,0+1"), ("x*(y*z)*(y*z)", ""),
  ]

  private func points(_ count: Int) -> [[Double]] {
    var random = SeededRandom(seed: 6)
    return (0..<count).map { _ in random.uniforms(50, in: 0.2...1.9) }
  }

  @Test(arguments: theories) func computesTheFormula(text: String, shape: String) throws {
    let expression = try Expression(parsing: text)
    let names = expression.variables
    let columns = points(names.count)
    let expected = try CompiledExpression(expression, variables: names).values(columns)
    let box = Dictionary(uniqueKeysWithValues: names.map { ($0, 0.2...1.9) })
    let plain = try Network(expression: expression, on: box)
    expectClose(plain(columns)[0], expected, within: 1e-13, text)
    if !shape.isEmpty { #expect(plain.shape.description == shape, "\(text)") }
    #expect(throws: Never.self) { try plain.validated() }
    for (i, range) in plain.trainingBox.enumerated() {
      #expect(abs(range.lowerBound - 0.2) < 1e-15 && abs(range.upperBound - 1.9) < 1e-15, "input \(i)")
    }

    let scaled = try Network(
      expressions: [expression, expression],
      inputs: names.map { Network.Feature(name: $0, shift: 0.4, scale: 3) },
      outputs: [Network.Feature(name: "u", shift: -2, scale: 0.1), Network.Feature(name: "v")],
      box: names.map { _ in 0.2...1.9 })
    for output in scaled(columns) { expectClose(output, expected, within: 1e-12, text) }

    // The way back gives the same function.
    let back = try #require(try plain.expressions().first)
    expectClose(try CompiledExpression(back, variables: names).values(columns), expected, within: 1e-12, text)
  }

  @Test(arguments: theories) func aCorrectionBeginsWithNothing(text: String, shape: String) throws {
    let expression = try Expression(parsing: text)
    let columns = points(expression.variables.count)
    let network = try Network(expression: expression)
    let roomy = network.addingCorrection(width: 2)
    #expect(throws: Never.self) { try roomy.validated() }
    #expect(roomy(columns) == network(columns), "\(text)")
    #expect(roomy.edgeAddresses.contains { roomy[$0].isSpline })
  }

  /// x + 1/2 on 0…1 against x: the difference is 1/2 everywhere, the theory's rms √(1/3).
  @Test func theDepartureIsMeasuredOverTheBox() throws {
    let network = try Network(expression: Expression(parsing: "x + 0.5"), on: ["x": 0...1]).addingCorrection()
    let departure = try network.departure(from: [Expression(parsing: "x")], count: 1024)[0]
    #expect(abs(departure.rms - 0.5) < 1e-12 && abs(departure.largest - 0.5) < 1e-12)
    #expect(abs(departure.theoryRMS - (1.0 / 3).squareRoot()) < 1e-3 && departure.points == 1024)
    #expect(throws: ModelError.self) { try network.departure(from: [Expression(parsing: "z")]) }
  }

  @Test func theDifferenceIsWhatWasLearned() throws {
    let theory = try Expression(parsing: "2*x + sin(y)")
    let found = try Network(expression: Expression(parsing: "2*x + sin(y) + 0.5*y^2"))
    #expect(try found.difference(from: [theory]).map { TextPrinter().print($0) } == ["0.5*y^2"])
  }

  @Test func unknownVariablesAreNamed() throws {
    let expression = try Expression(parsing: "x + mass")
    #expect(throws: ModelError.notCompiled(part: "the variable 'mass'", reason: "no input has this name")) {
      try Network(
        expressions: [expression], inputs: [Network.Feature(name: "x")],
        outputs: [Network.Feature(name: "y")], box: [0...1])
    }
    #expect(throws: ModelError.self) { try Network(expression: Expression(parsing: "pi^2")) }
  }

  /// Numbers of a formula that are none.
  @Test(arguments: [
    ("log(-1)*x", "log(-1)"), ("x + 1/0", "1/0"), ("x^(1/0)", "1/0"), ("sin(x + sqrt(-2))", "sqrt(-2)"),
  ])
  func partsWithoutAValueAreNamed(text: String, part: String) throws {
    let expression = try Expression(parsing: text)
    #expect(
      throws: ModelError.notCompiled(part: "'\(part)'", reason: "its value is not a finite number")
    ) {
      try Network(expression: expression)
    }
  }
}
