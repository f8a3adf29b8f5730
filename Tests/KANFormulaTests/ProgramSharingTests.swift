import KANFormula
import Testing

@Suite struct ProgramSharingTests {
  @Test(arguments: [
    ("exp(x^2*y) + sin(x^2*y)", ["x^2*y"], "exp(t1) + sin(t1)"),
    ("2*x*y + sin(3*x*y)", ["x*y"], "2*t1 + sin(3*t1)"),
    ("x*y*z + exp(x*y*w)", ["x*y"], "t1*z + exp(t1*w)"), ("x^2 + x^2*y", [], "x^2 + x^2*y"),
    ("(x + y + z)^2 + cos(sin(x + y + z))*sin(x + y + z)", ["x + y + z", "sin(t1)"], "t1^2 + cos(t2)*t2"),
    ("sqrt(x + t1) + 1/sqrt(x + t1)", ["x + t1"], "sqrt(t2) + 1/sqrt(t2)"), ("-x*sin(-x)", [], "-x*sin(-x)"),
    ("sqrt(2)*x + sqrt(2)*y", [], "sqrt(2)*x + sqrt(2)*y"),
    ("sin(x + 3 + y)*(y + x + y)", ["x + y"], "sin(t1 + 3)*(t1 + y)"),
  ])
  func namesWhatOccursTwice(text: String, steps: [String], result: String) throws {
    let program = try Self.program([Expression(parsing: text)]).namingCommonSubexpressions()
    #expect(program.steps.map { TextPrinter().print($0.expression) } == steps)
    #expect(program.outputs.map { TextPrinter().print($0.expression) } == [result])
  }

  /// Steps that are there already keep their names, and what they compute is used under them.
  @Test func usesTheStepsOfAProgram() throws {
    let inputs = [Formula.Variable(name: "x")]
    let step = Program.Definition(name: "h", expression: try Expression(parsing: "sin(x + 1)"))
    let output = Program.Definition(
      name: "f", expression: try Expression(parsing: "h^3 + sin(x + 1) + cos(x + 1)"))
    let shared = Program(inputs: inputs, steps: [step], outputs: [output]).namingCommonSubexpressions()
    #expect(shared.steps.map(\.name) == ["t1", "h"])
    #expect(TextPrinter().print(shared.outputs[0].expression) == "h^3 + h + cos(t1)")
  }

  /// Formulas with their derivatives: the same values, and nothing longer than a square is written twice.
  @Test func keepsValuesAndLeavesNoRepetition() throws {
    for seed in 0..<400 {
      var source = RandomExpressions(seed: UInt64(9_000_000 + seed))
      let formula = source.network(depth: 1 + seed % 2).simplified(on: RandomExpressions.boxes[0])
      let expressions = [formula, formula.derivative(withRespectTo: "x")]
      let program = Self.program(expressions)
      let shared = program.namingCommonSubexpressions()
      let point = source.point(in: RandomExpressions.boxes[0])
      for (a, b) in zip(program.values(at: point), shared.values(at: point)) {
        let isSame = !a.isFinite || (a - b).magnitude <= 1e-9 * a.magnitude
        #expect(isSame, "seed \(seed): \(a) became \(b)")
      }
      let again = shared.namingCommonSubexpressions()
      #expect(again.steps.count == shared.steps.count, "seed \(seed)")
    }
  }

  private static func program(_ expressions: [Expression]) -> Program {
    let names = Set(expressions.flatMap(\.variables)).sorted()
    return Program(
      inputs: names.map { Formula.Variable(name: $0) },
      outputs: expressions.enumerated().map { Program.Definition(name: "output\($0)", expression: $1) })
  }
}
