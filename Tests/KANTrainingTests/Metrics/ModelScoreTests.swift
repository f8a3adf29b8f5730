import Foundation
import KANData
import KANFormula
import KANModel
import Testing

@testable import KANTraining

@Suite struct ModelScoreTests {
  private func metrics(_ score: ModelScore) -> [String: Double] {
    Dictionary(uniqueKeysWithValues: score.metrics.map { ($0.name, $0.value) })
  }

  @Test func aRegressionIsMeasuredInTheUnitOfItsTarget() throws {
    let network = SampleNetworks.make(.splines)
    let data = try SampleNetworks.table(for: network, rows: 50).replacingTargets(byOutputsOf: network)
    let formula = Formula(outputName: "y0", expression: .variable("x0") + 1)
    let scores = try ModelScore.all(
      of: network, formulas: [formula], loss: .meanSquaredError, on: data)
    #expect(scores.map(\.subject) == [.network, .formula] && scores.map(\.target) == ["y0", "y0"])
    #expect(metrics(scores[0]) == ["rmse": 0, "mae": 0, "rSquared": 1])
    let predicted = data.inputs[0].map { $0 + 1 }
    #expect(metrics(scores[1])["rmse"] == Metrics.rmse(predicted, data.targets[0]))
  }

  @Test func labelsAreMeasuredAsLabels() throws {
    let one = SampleNetworks.make(.splines).withLogits
    let labels = SampleNetworks.table(for: one, rows: 50, loss: .labels)
    let binary = try ModelScore.all(of: one, loss: .binaryCrossEntropy, on: labels)
    #expect(binary.map { $0.metrics.map(\.name) } == [["rocAUC", "logLoss", "accuracy"]])
    let three = SampleNetworks.make(.splines, outputs: 3).withLogits
    let classes = SampleNetworks.table(for: three, rows: 50, loss: .classes)
    let several = try ModelScore.all(of: three, loss: .crossEntropy, on: classes)
    #expect(several.map { $0.metrics.map(\.name) } == [["logLoss", "accuracy"]])
    #expect(
      several[0].metrics[1].value
        == Metrics.accuracy(logits: three(classes.inputs), classes: classes.targets[0]))
  }

  @Test func metricsAreKeysOfOneObject() throws {
    let score = ModelScore(subject: .formula, target: "t", metrics: [.init(name: "rmse", value: 0.5)])
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    #expect(
      String(decoding: try encoder.encode(score), as: UTF8.self)
        == #"{"of":"formula","rmse":0.5,"target":"t"}"#)
  }
}
