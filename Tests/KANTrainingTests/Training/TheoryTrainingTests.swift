import KANData
import KANFormula
import KANModel
import KANNumerics
import KANTestSupport
import KANTraining
import Testing

@Suite struct TheoryTrainingTests {
  private func data(_ text: String) throws -> Dataset {
    var random = SeededRandom(seed: 3)
    let columns = [random.uniforms(400, in: -1...1), random.uniforms(400, in: -1...1)]
    let truth = try Expression(parsing: text)
    let values = try CompiledExpression(truth, variables: ["x", "y"]).values(columns)
    return try Dataset(
      inputNames: ["x", "y"], inputs: columns, targetNames: ["z"], targets: [values])
  }

  /// A theory with wrong constants finds the right ones.
  @Test func constantsOfATheoryAreTrained() throws {
    let data = try data("exp(sin(3.1*x) + 1.2*y^2)")
    let start = try Network(expression: Expression(parsing: "exp(sin(3*x) + y^2)"))
    let result = LevenbergMarquardt().fit(start, to: data)
    #expect(result.meanSquare < 1e-20)
  }

  /// What the theory does not say is learned beside it.
  @Test func aCorrectionLearnsTheRest() throws {
    let data = try data("2*x + sin(3*y) + 0.3*x^2*y")
    let theory = try Network(expression: Expression(parsing: "2*x + sin(3*y)"))
    let before = LevenbergMarquardt().fit(theory, to: data).meanSquare
    let after = LevenbergMarquardt().fit(theory.addingCorrection(width: 3), to: data).meanSquare
    #expect(after < 1e-3 * before, "\(before) -> \(after)")
  }
}
