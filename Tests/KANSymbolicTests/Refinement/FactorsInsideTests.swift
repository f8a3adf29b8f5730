import KANData
import KANFormula
import KANNumerics
import KANTestSupport
import Testing

@testable import KANSymbolic

/// Measured factors that move into the sums behind them, so that constants are recognised there.
@Suite struct FactorsInsideTests {
  @Test(arguments: [
    ("1.5*(x + 0.5*y)", 1), ("1.5*x*sqrt(x^2 + 0.4*y)", 1), ("-2.5*(x + 0.3*y + 0.7)^(-2)", 1),
    ("exp(1.5*(x - 0.25*y)^3) + 0.1", 1), ("1.5*(x + 0.5*y)*(y + 0.2*x)^2", 2),
    // Nothing is gained where a coefficient is exact already, or where there is no factor or sum.
    ("1.5*(x + 2*y + 0.5)", 0), ("(x + 0.5*y)^2", 0), ("1.5*x^0.5", 0), ("x + 0.5*y", 0),
  ])
  func formsAreTheSameLaw(text: String, count: Int) throws {
    let law = try Expression(parsing: text)
    let forms = law.withFactorsInside
    #expect(forms.count == count)
    let columns = [[0.7, 1.3, 2.9], [0.2, 1.1, 3.4]]
    let values = try CompiledExpression(law, variables: ["x", "y"]).values(columns)
    for form in forms {
      #expect(form != law && form.freeConstants.count == law.freeConstants.count, "\(form)")
      expectClose(
        try CompiledExpression(form, variables: ["x", "y"]).values(columns), values, within: 1e-13)
    }
  }

  /// 1.2247·√(x² + 0.667·y) in noise: 2/3 and √(3/2) are no nearer than other numbers, 3/2 and 1 are.
  @Test func constantsAreRecognisedInsideARoot() throws {
    var random = SeededRandom(seed: 3)
    let (x, y) = (random.uniforms(800, in: 0.5...3), random.uniforms(800, in: 0.5...3))
    let z = zip(x, y).map { (1.5 * $0 * $0 + $1).squareRoot() + 0.02 * random.normal() }
    let data = try Dataset(
      inputNames: ["x", "y"], inputs: [x, y], targetNames: ["z"], targets: [z])
    let builder = FormulaBuilder(
      training: ExpressionRefiner(data), judge: .fittedRows, recognizer: ConstantRecognizer(), box: data.box,
      outputName: "z")
    let law = try Expression(parsing: "1.2*sqrt(x^2 + 0.7*y)")
    let refined = try #require(builder.training.refine(law))
    let outside = ConstantRecognizer().recognize(refined, with: builder.training, box: data.box).refined
    #expect(!outside.expression.freeConstants.isEmpty, "\(outside.expression)")
    let built = try #require(builder.build(law))
    #expect(try built.expression == Expression(parsing: "sqrt(3*x^2/2 + y)").simplified())
    #expect(built.recognitions.count == 2)
  }
}
