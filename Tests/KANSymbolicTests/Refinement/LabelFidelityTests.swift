import KANFormula
import Testing

@testable import KANSymbolic

/// How well log-odds agree with labels, where exact mathematics says it.
@Suite struct LabelFidelityTests {
  private static let x = (0..<40).map { Double($0) / 10 }
  private static let labels = x.indices.map { Double(($0 * $0 + $0 / 3) % 5 < 2 + $0 / 20 ? 1 : 0) }

  private static func refiner(_ labels: [Double] = labels) throws -> ExpressionRefiner {
    ExpressionRefiner(
      try .init(inputNames: ["x"], inputs: [x], targetNames: ["t"], targets: [labels]),
      likelihood: .bernoulli)
  }

  /// The share of ones alone has error 1, certainty in the right direction 0, and in the wrong one more than 1.
  @Test func errorsAreSharesOfWhatIsToBeTold() throws {
    let refiner = try Self.refiner()
    let p = Self.labels.reduce(0, +) / 40
    let null = Self.x.map { _ in logarithm(p / (1 - p)) }
    #expect(abs(refiner.relativeError(ofLogits: null) - 1) < 1e-14)
    #expect(refiner.relativeError(ofLogits: Self.labels.map { 900 * ($0 - 0.5) }) < 1e-30)
    #expect(refiner.relativeError(ofLogits: Self.labels.map { -4 * ($0 - 0.5) }) > 1)
    #expect(refiner.relativeError(ofLogits: Self.x.map { _ in .nan }) == .infinity)
    #expect(refiner.relativeError(ofLogits: Self.x.map { _ in .infinity }) == .infinity)
  }

  /// Where there is one class only, nothing is to be told apart.
  @Test func oneClassIsNothingToTell() throws {
    let refiner = try Self.refiner(Self.x.map { _ in 1 })
    #expect(refiner.relativeError(ofLogits: Self.x.map { _ in 2 }) == 1)
    let fidelity = refiner.fidelity(ofLogits: Self.x.map { _ in 2 }, part: "train")
    #expect(try #require(fidelity.labels).rocAUC.isNaN && fidelity.labels?.accuracy == 1)
  }

  /// At the maximum of the likelihood the logits are their own calibration: slope 1, and probabilities as many as ones.
  @Test func theMaximumIsCalibrated() throws {
    let refiner = try Self.refiner()
    let refined = try #require(refiner.refine(try Expression(parsing: "0.1 + 0.1*x")))
    let logits = try CompiledExpression(refined.expression, variables: ["x"]).values([Self.x])
    let sum = logits.reduce(0) { $0 + Likelihood.probability(ofLogit: $1) }
    #expect(abs(sum - Self.labels.reduce(0, +)) < 1e-6)
    let fidelity = refiner.fidelity(ofLogits: logits, part: "validation")
    let own = try #require(fidelity.labels)
    #expect(fidelity.part == "validation" && fidelity.count == 40)
    #expect(abs(own.calibrationSlope - 1) < 1e-4 && own.calibrationSlopeError > 0)
    #expect(abs(fidelity.rSquared - (1 - refined.relativeError * refined.relativeError)) < 1e-9)
    // Twice as sure is half the slope.
    let surer = refiner.fidelity(ofLogits: logits.map { 2 * $0 }, part: "validation")
    #expect(abs(try #require(surer.labels).calibrationSlope - 0.5) < 1e-4)
    #expect(surer.labels?.rocAUC == own.rocAUC, "the order of the rows is the same")
  }

  /// No law separates classes without end: constants stop where labels are as good as certain.
  @Test func separatedClassesHaveFiniteConstants() throws {
    let refiner = try Self.refiner(Self.x.map { $0 < 2 ? 0 : 1 })
    let refined = try #require(refiner.refine(try Expression(parsing: "-1.5 + 1.1*x")))
    #expect(refined.expression.freeConstants.allSatisfy { $0.isFinite && abs($0) < 1e4 })
    #expect(refined.relativeError < 0.1)
  }
}
