import KANFormula
import KANNumerics
import KANSymbolic
import RealModule
import Testing

@testable import KANSearch

/// Curves over positive arguments and what they are.
@Suite struct CurveRecognizerTests {
  struct Curve: Sendable, CustomTestStringConvertible {
    let text: String
    var range = 0.2...5.0
    var testDescription: String { text }
  }

  /// Every shape, by itself, beside a constant or a power, inverted, squared and times a power.
  static let curves: [Curve] = [
    Curve(text: "2*exp(-0.7*u)"), Curve(text: "3*exp(0.4*u) - 2"), Curve(text: "1.5*cos(2.1*u) + 4"),
    Curve(text: "2*sin(1.3*u) + 5"), Curve(text: "2.5*tanh(0.8*u)"), Curve(text: "1.2*cosh(0.6*u)"),
    Curve(text: "0.7*sinh(0.9*u)"), Curve(text: "2*log(1 + 1.7*u)"), Curve(text: "3*arctan(1.4*u)"),
    Curve(text: "2*arcsin(0.19*u)"), Curve(text: "1.1*sqrt(1 + 2.3*u)"), Curve(text: "4/sqrt(1 + 0.6*u)"),
    Curve(text: "2/tanh(0.5*u)"), Curve(text: "3/(1 + 1.9*u)"), Curve(text: "1/tanh(u) - 1/u"),
    Curve(text: "2.5*u^3 + 1.3"), Curve(text: "1/(u^2 + 3)"), Curve(text: "sqrt(2*u + 1.7)"),
    Curve(text: "u^2/(exp(1.1*u) - 1)"), Curve(text: "5*tanh(u)/u"), Curve(text: "-2*exp(0.3*u)"),
    Curve(text: "1e-9*(exp(u/0.026) - 1)", range: 0.01...0.6),
    Curve(text: "1/(1 + 0.4*u)", range: 0.01...1_000),
  ]

  private static func recognizer(_ curve: Curve, rows: Int = 200) throws -> CurveRecognizer {
    let (low, high) = (curve.range.lowerBound, curve.range.upperBound)
    let u = (0..<rows).map { n in
      high > 100 * low
        ? Double.exp(Double.log(low) + (Double.log(high) - Double.log(low)) * Double(n) / Double(rows - 1))
        : low + (high - low) * Double(n) / Double(rows - 1)
    }
    let values = try CompiledExpression(try Expression(parsing: curve.text), variables: ["u"]).values([u])
    return CurveRecognizer(u: u, values: values, budget: WorkBudget())
  }

  @Test(arguments: curves)
  func recognisesTheCurve(curve: Curve) throws {
    let recognizer = try Self.recognizer(curve)
    let forms: [CurveRecognizer.Form] = recognizer.forms()
    let refiner = ExpressionRefiner(
      columns: [recognizer.u], names: ["u"], target: recognizer.values,
      rootWeights: recognizer.values.map { 1 / abs($0) }, spread: 1)
    let errors = forms.compactMap { refiner.refine($0.expression(.variable("u")))?.relativeError }
    #expect((errors.min() ?? .infinity) < 1e-10, "\(forms.map { $0.expression(.variable("u")) })")
  }

  /// The error of a form is that of its expression.
  @Test(arguments: curves.prefix(8))
  func saysHowFarItIsOff(curve: Curve) throws {
    let recognizer = try Self.recognizer(curve)
    for form in recognizer.forms() {
      let values = try CompiledExpression(form.expression(.variable("u")), variables: ["u"]).values([
        recognizer.u
      ])
      let square = zip(values, recognizer.values).reduce(0) { total, pair in
        let r = pair.0 / pair.1 - 1
        return total + r * r
      }
      let error = (square / Double(values.count)).squareRoot()
      // It was measured on some of the rows, and of F^s, whose error is |s| times as large.
      #expect(error < 4 * form.error + 1e-12 && error > form.error / 8 - 1e-12, "\(form.error)")
    }
  }

  @Test func keepsToItsLimitAndBudget() throws {
    let curve = Curve(text: "2*exp(-0.7*u)")
    let recognizer = try Self.recognizer(curve)
    #expect(recognizer.forms(limit: 2).count <= 4)
    #expect(recognizer.budget.spent > 0)
    #expect(try Self.recognizer(curve, rows: 11).forms().isEmpty)
  }

  @Test func seesNothingInNoise() {
    var random = SeededRandom(seed: 3)
    let u = (0..<200).map { 0.1 + 0.02 * Double($0) }
    let recognizer = CurveRecognizer(u: u, values: u.map { _ in 1 + random.uniform() }, budget: WorkBudget())
    #expect(recognizer.forms().allSatisfy { $0.error > 0.05 })
  }

  /// Without companions a curve stands alone.
  @Test func standsAloneWhereAsked() throws {
    var recognizer = try Self.recognizer(Curve(text: "1/tanh(u) - 1/u"))
    recognizer.hasCompanions = false
    recognizer.tolerance = 1e-6
    #expect(recognizer.forms().allSatisfy { $0.error > 1e-9 })
  }
}
