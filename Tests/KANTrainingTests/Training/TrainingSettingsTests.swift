import KANData
import Testing

@testable import KANTraining

@Suite struct TrainingSettingsTests {
  @Test(arguments: [
    (LossName.mse, TrainingOptions.Penalty.none, "lm"), (.mse, .ridge(strength: 1), "lbfgs"),
    (.bce, .none, "lbfgs"),
    (.mae, .groupLasso(strength: 1), "lbfgs"),
  ])
  func theOptimiserSuitsLossAndPenalty(loss: LossName, penalty: TrainingOptions.Penalty, name: String) {
    #expect(TrainingSettings(loss: loss, penalty: penalty).optimizer.name == name)
    #expect(TrainingSettings(loss: loss, optimizer: .adam(), penalty: penalty).optimizer.name == "adam")
  }

  @Test func labelsOfManyRowsAreLearntInBatches() {
    let settings = TrainingSettings(loss: .bce, rows: 10_000)
    #expect(settings.optimizer == .adam(.generalizing))
    // 50 times 20 batches of 512.
    #expect(settings.steps == 1_000 && TrainingSettings(loss: .bce, rows: 100_000).steps == 50 * 196)
    #expect(TrainingSettings(loss: .ce, optimizer: .adam(.generalizing), rows: 300).steps == 1_000)
    #expect(TrainingSettings(loss: .bce, rows: 1_000).optimizer == .lbfgs())
    #expect(TrainingSettings(loss: .mse, rows: 100_000).optimizer == .levenbergMarquardt())
    #expect(TrainingSettings(loss: .mse).steps == 200)
  }

  @Test func batchesKeepTheGridsAndTheCriterionIsTaken() {
    let settings = TrainingSettings(loss: .bce, criterion: .rocAUC, rows: 10_000)
    let options = settings.options(threads: 1)
    #expect(options.grid.updateEvery == nil && options.precision == .single && options.criterion == .rocAUC)
    let whole = TrainingSettings(loss: .bce).options()
    #expect(whole.grid.updateEvery == 10 && whole.precision == .double && whole.criterion == .loss)
  }

  @Test func becomeOptions() {
    let settings = TrainingSettings(
      loss: .huber, penalty: .ridge(strength: 2), steps: 7, patience: 3, refine: [3, 6], seed: 9)
    let options = settings.options(threads: 2)
    #expect(options.loss == .huber(delta: 1) && options.penalty == .ridge(strength: 2))
    #expect(options.steps == 7 && options.patience == 3 && options.seed == 9 && options.threads == 2)
    #expect(options.grid.extensions == [3, 6] && options.optimizer == .lbfgs())
  }

  @Test func keepRowsBackOrNot() throws {
    let data = try TrainingTests.law(rows: 40)
    let (training, validation) = try TrainingSettings(validation: 0.25).parts(of: data)
    #expect(training.count == 30 && validation?.count == 10)
    #expect(try TrainingSettings(validation: 0).parts(of: data).validation == nil)
  }

  @Test func adamIsAskedLessOftenWhetherACheckpointIsDue() {
    #expect([Optimizer.adam(), .lbfgs(), .levenbergMarquardt()].map(\.checkpointInterval) == [50, 1, 1])
  }
}
