import KANData
import KANFormula
import KANTestSupport
import RealModule
import Testing

@testable import KANSymbolic

/// Maximum likelihood of labels, against scikit-learn 1.9.1 (`LogisticRegression(C=1e15, tol=1e-14, solver="newton-cholesky")`) and
/// NumPy for the covariances.
@Suite struct LogisticFitTests {
  static let a = (0..<120).map { Double(7 * $0 % 31) / 10 }
  static let b = (0..<120).map { Double(11 * $0 % 37) / 10 }
  static let weights = (0..<120).map { Double(1 + $0 % 3) }
  static let labels = (0..<120).map { s in
    Double((s * s + 3 * s) % 10 < 4 + (a[s] > 1.5 ? 3 : 0) - (b[s] > 2 ? 2 : 0) ? 1 : 0)
  }

  @Test func agreesWithScikitLearn() throws {
    let fit = try #require(LogisticFit(labels: Self.labels).fit(columns: [Self.a, Self.b]))
    #expect(fit.converged && fit.steps < 10)
    expectClose(fit.parameters, [-0.8376404556645657, 0.30796969, 0.19092104], within: 1e-7)
    expectClose(fit.standardErrors, [0.47297865, 0.20855175, 0.17424967], within: 1e-7)
  }

  @Test func agreesWithScikitLearnOnWeightedRows() throws {
    let normal = Self.weights.map { $0 / 2 }
    let fit = try #require(LogisticFit(labels: Self.labels, weights: normal).fit(columns: [Self.a, Self.b]))
    expectClose(fit.parameters, [-1.0361787556102666, 0.29349411, 0.30311562], within: 1e-7)
    // Rows that stand for several: the sandwich of White.
    expectClose(fit.standardErrors, [0.51267827, 0.22726879, 0.18823875], within: 1e-7)
  }

  @Test func innerConstantsAreFoundToo() throws {
    // log-odds 4.2·exp(−x/0.7) − 1.05 by their expected shares: a row of label 1 and weight p and one of label 0 and weight 1 − p.
    let x = (0..<200).map { Double($0 / 2) / 25 }
    let p = x.map { 1 / (1 + Double.exp(1.05 - 4.2 * Double.exp(-$0 / 0.7))) }
    let labels = x.indices.map { $0 % 2 == 0 ? 1.0 : 0 }
    let data = try Dataset(
      inputNames: ["x"], inputs: [x], targetNames: ["t"], targets: [labels],
      weights: x.indices.map { $0 % 2 == 0 ? p[$0] : 1 - p[$0] })
    let start = try Expression(parsing: "3.3*exp(-1.1*x) - 0.6")
    let refined = try #require(ExpressionRefiner(data, likelihood: .bernoulli).refine(start))
    let expected = try Expression(parsing: "4.2*exp(-1.4285714285714286*x) - 1.05").freeConstants.sorted()
    expectClose(refined.expression.freeConstants.sorted(), expected, within: 1e-5)
    #expect(refined.relativeError < 1)
  }

  /// √(c·x) at c = 0 has a value but no derivative: the start is not the maximum.
  @Test func whereThereIsNoStepNothingHasConverged() throws {
    let fit = try #require(
      LogisticFit(labels: Self.labels).fit(start: [0]) { theta in
        Self.a.map { (theta[0] * $0).squareRoot() }
      } linearize: { theta in
        (
          Self.a.map { (theta[0] * $0).squareRoot() },
          [Self.a.map { $0 / (2 * (theta[0] * $0).squareRoot()) }]
        )
      })
    #expect(fit.parameters == [0] && !fit.converged)
  }

  @Test func classesFarApartGiveAFiniteFit() throws {
    let x = (0..<40).map { Double($0) - 19.5 }
    let fit = try #require(LogisticFit(labels: x.map { $0 > 0 ? 1 : 0 }).fit(columns: [x]))
    #expect(fit.parameters.allSatisfy(\.isFinite) && fit.parameters[1] > 1)
    #expect(fit.sumOfSquares < 0.01)
    // It ends where labels are as good as certain, not where the logits overflow.
    #expect(fit.parameters[1] < 100 && fit.steps < 20)
  }

  @Test func theMisfitIsTheLogLikelihood() {
    // log(1 + e²) for a 0 at 2, log(1 + e⁻²) for a 1.
    #expect(abs(Likelihood.misfit(logits: [2], labels: [0]) - 2.1269280110429727) < 1e-14)
    #expect(abs(Likelihood.misfit(logits: [2], labels: [1], weights: [3]) - 3 * 0.1269280110429726) < 1e-14)
    #expect(Likelihood.misfit(logits: [1e4], labels: [1]) == 0)
    #expect(Likelihood.misfit(logits: [.nan], labels: [1]).isNaN)
    #expect(abs(Likelihood.nullMisfit(labels: [0, 1, 1, 1]) - 4 * 0.5623351446188083) < 1e-13)
  }

  @Test func fidelityIsThatOfProbabilities() throws {
    let data = try Dataset(
      inputNames: ["a", "b"], inputs: [Self.a, Self.b], targetNames: ["t"], targets: [Self.labels])
    let refiner = ExpressionRefiner(data, likelihood: .bernoulli)
    let law = try Expression(parsing: "-0.8376404556645657 + 0.30796969*a + 0.19092104*b")
    let fidelity = refiner.fidelity(of: law, part: "train")
    let labels = try #require(fidelity.labels)
    // scikit-learn's roc_auc_score and log_loss.
    #expect(abs(labels.rocAUC - 0.6054459572103361) < 1e-12)
    #expect(abs(labels.logLoss - 0.6779242265022626) < 1e-10)
    // At the greatest likelihood probabilities are calibrated on the rows of the fit.
    #expect(abs(labels.calibrationSlope - 1) < 1e-5 && labels.calibrationSlopeError > 0.1)
    #expect(fidelity.rSquared > 0 && fidelity.rSquared < 0.1 && fidelity.maximumError < 1)
  }
}
