import Foundation
import KANFormula
import Testing

/// Formulas of classifiers say that their value is the logarithm of odds.
@Suite struct OutputMeaningTests {
  private static func formula() throws -> Formula {
    Formula(
      outputName: "label", meaning: .logOdds(event: "label = 1"),
      expression: try KANFormula.Expression(parsing: "1.5*x - 2"),
      variables: [Formula.Variable(name: "x", range: 0...3)],
      constants: [Formula.Constant(value: 1.5, standardError: 0.2)],
      fidelity: [
        Formula.Fidelity(
          part: "train", rmse: 0.3, rSquared: 0.4, maximumError: 0.9, count: 50,
          labels: Formula.LabelFidelity(
            rocAUC: 0.9, rocAUCError: 0.02, logLoss: 0.4, accuracy: 0.8, calibrationSlope: 1,
            calibrationSlopeError: 0.1))
      ])
  }

  @Test func textIsAProbability() throws {
    let right = try Self.formula().text
    #expect(try Self.formula().equation() == "P(label = 1) = 1/(1 + exp(-(\(right))))")
    #expect(try Self.formula().latex().hasPrefix("\\operatorname{logit} P(\\mathrm{label} = 1) = "))
    let document = LaTeXPrinter(digits: 4).document(Program([try Self.formula()]))
    #expect(document.contains("  \\operatorname{logit} P(\\mathrm{label} = 1) = "), "\(document)")
    #expect(document.contains("\\label{eq:logit-P-label-1}"), "\(document)")
    var plain = try Self.formula()
    plain.meaning = .quantity
    #expect(plain.equation() == "label = \(right)")
    #expect(plain.latex().hasPrefix("\\mathrm{label} = "))
  }

  @Test func oneClassAgainstAnother() throws {
    var formula = try Self.formula()
    formula.meaning = .logOdds(event: "kind = red", against: "kind = blue")
    #expect(formula.equation() == "ln(P(kind = red)/P(kind = blue)) = \(formula.text)")
    #expect(
      formula.latex().hasPrefix(
        "\\ln\\frac{P(\\mathrm{kind} = \\mathrm{red})}{P(\\mathrm{kind} = \\mathrm{blue})} = "))
    #expect(formula.meaning.probability(0) == nil)
    #expect(try JSONDecoder().decode(Formula.self, from: JSONEncoder().encode(formula)) == formula)
    // Files of before know no other class.
    let old = Data(#"{"logOdds":{"event":"a"}}"#.utf8)
    #expect(try JSONDecoder().decode(Formula.Meaning.self, from: old) == .logOdds(event: "a"))
  }

  @Test func codeSaysWhatItsValueIs() throws {
    for language in ["swift", "python", "c"] {
      let text = try #require(OutputLanguages.named(language)).init(digits: nil).document(
        Program([try Self.formula()]))
      #expect(text.contains("the value is the log-odds of label = 1"), "\(text)")
      #expect(text.contains("ROC AUC 0.9"), "\(text)")
    }
  }

  /// Log-loss is shown where all formulas have one, so that no column mixes two measures.
  @Test func formulasAreOfLabelsWhereAllAre() throws {
    let odds = try Self.formula()
    var quantity = odds
    quantity.fidelity[0].labels = nil
    #expect([odds].areOfLabels && [odds, odds].areOfLabels)
    #expect(![odds, quantity].areOfLabels && ![quantity].areOfLabels && ![Formula]().areOfLabels)
  }

  @Test func survivesCoding() throws {
    let formula = try Self.formula()
    let copy = try JSONDecoder().decode(Formula.self, from: JSONEncoder().encode(formula))
    #expect(copy == formula)
  }

  @Test func probabilities() {
    let odds = Formula.Meaning.logOdds(event: "a")
    #expect(odds.probability(0) == 0.5 && odds.probability(800) == 1 && odds.probability(-800) == 0)
    #expect(abs((odds.probability(-2) ?? 0) - 0.11920292202211755) < 1e-16)
    #expect(Formula.Meaning.quantity.probability(1) == nil)
  }

  @Test func errorsOfConstantsAreErrorsOfValues() throws {
    // a + b·x with errors 0.3, 0.1 and correlation −0.5: variance 0.09 + 0.01·x² − 0.03·x.
    let expression = try KANFormula.Expression(parsing: "2.5 + 1.5*x")
    let line = Formula(
      outputName: "y", expression: expression, variables: [Formula.Variable(name: "x")],
      constants: expression.freeConstants.map {
        Formula.Constant(value: $0, standardError: $0 == 2.5 ? 0.3 : 0.1)
      }, correlation: [[1, -0.5], [-0.5, 1]])
    let errors = try #require(try line.standardErrors([[0, 1, 2]]))
    let expected = [0.09, 0.07, 0.07].map { $0.squareRoot() }
    #expect(zip(errors, expected).allSatisfy { abs($0 - $1) < 1e-14 })
    var unknown = line
    unknown.constants[1].standardError = nil
    #expect(try unknown.standardErrors([[0]]) == nil)
  }
}
