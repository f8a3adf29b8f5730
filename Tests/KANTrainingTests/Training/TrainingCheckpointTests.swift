import KANData
import KANModel
import Testing

@testable import KANTraining

@Suite struct TrainingCheckpointTests {
  /// A checkpoint of a short run.
  static func sample(_ optimizer: Optimizer = .lbfgs()) throws -> TrainingCheckpoint {
    final class Store: @unchecked Sendable { var state: TrainingState? }
    let store = Store()
    let settings = TrainingSettings(optimizer: optimizer, steps: 6)
    let options = settings.options(threads: 1, checkpoint: .init(every: 3) { store.state = $0 })
    let data = try TrainingTests.law(rows: 60)
    _ = try TrainingTests.network([2, 2, 1]).trained(on: data, options: options)
    return TrainingCheckpoint(settings: settings, state: try #require(store.state))
  }

  @Test(arguments: TrainingTests.optimizers)
  func comesBackToTheLastBit(optimizer: Optimizer) throws {
    let checkpoint = try Self.sample(optimizer)
    let text = try checkpoint.text()
    #expect(!text.contains("\n"))
    let isEqual = try TrainingCheckpoint(text: text) == checkpoint
    #expect(isEqual)
  }

  @Test func refusesWhatIsNone() throws {
    let text = try Self.sample().text()
    for other in ["", "{}", String(text.dropLast(40))] {
      #expect(throws: TrainingError.checkpointDamaged(reason: "its text is not a checkpoint")) {
        try TrainingCheckpoint(text: other)
      }
    }
  }

  @Test func refusesANetworkThatIsNotSound() throws {
    var checkpoint = try Self.sample()
    var state = checkpoint.state
    state.network.outputs[0].scale = -1
    checkpoint = TrainingCheckpoint(settings: checkpoint.settings, state: state)
    let text = try checkpoint.text()
    #expect(throws: TrainingError.self) { try TrainingCheckpoint(text: text) }
  }
}
