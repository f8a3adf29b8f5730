import KANData
import KANModel
import KANTestSupport
import Testing

@testable import KANTraining

@Suite struct JudgeTests {
  private func verdict(
    _ change: (inout TrainingOptions) -> Void
  ) throws -> (verdict: (score: Double, loss: Double), loss: Double, area: Double) {
    var options = TrainingOptions()
    options.optimizer = .adam()
    options.loss = .binaryCrossEntropy
    change(&options)
    let network = SampleNetworks.make(.splines).withLogits
    let table = SampleNetworks.table(for: network, rows: 100, loss: .labels)
    let objective = options.objective(network, table, threads: 1)
    let parameters = NetworkPlan(network).parameters(of: network)
    let logits = network(table.inputs)[0]
    return (
      Judge(objective, on: table, options).verdict(at: parameters),
      Metrics.logLoss(logits: logits, labels: table.targets[0]),
      Metrics.rocAUC(scores: logits, labels: table.targets[0])
    )
  }

  @Test func theLossChooses() throws {
    let (verdict, loss, _) = try verdict { _ in }
    #expect(verdict.score == verdict.loss && isClose(verdict.loss, loss, within: 1e-12))
  }

  @Test func aPenaltyCountsForTheScoreButNotForTheLoss() throws {
    let (verdict, loss, _) = try verdict { $0.penalty = .ridge(strength: 0.1) }
    #expect(verdict.score > verdict.loss && isClose(verdict.loss, loss, within: 1e-12))
  }

  @Test func theLargerAreaUnderTheCurveIsTheSmallerScore() throws {
    let (verdict, loss, area) = try verdict { $0.criterion = .rocAUC }
    #expect(isClose(verdict.score, -area, within: 1e-12) && isClose(verdict.loss, loss, within: 1e-12))
  }

  /// The area needs both labels: without them nothing could be chosen, and the start would be returned.
  @Test func theAreaOfOneLabelIsRefused() throws {
    var options = TrainingOptions()
    options.loss = .binaryCrossEntropy
    options.criterion = .rocAUC
    let network = SampleNetworks.make(.splines).withLogits
    let table = SampleNetworks.table(for: network, rows: 100, loss: .labels)
    let ones = table.selecting(rows: table.targets[0].indices.filter { table.targets[0][$0] == 1 })
    #expect(
      throws: TrainingError.optionNotSupported(
        name: "the criterion", value: "rocAUC", advice: "it needs both labels among the validation rows")
    ) {
      try options.check(network, ones, part: "validation")
    }
  }
}
