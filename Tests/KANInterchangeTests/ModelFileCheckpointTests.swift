import KANData
import KANModel
import KANTraining
import Testing

@testable import KANInterchange

@Suite struct ModelFileCheckpointTests {
  /// A checkpoint of a short run.
  private func sample() throws -> TrainingCheckpoint {
    final class Store: @unchecked Sendable { var state: TrainingState? }
    let store = Store()
    let x = (0..<40).map { Double($0) / 20 - 1 }
    let data = try Dataset(
      inputNames: ["x"], inputs: [x], targetNames: ["y"], targets: [x.map { $0 * $0 * $0 }])
    let settings = TrainingSettings(steps: 4)
    let options = settings.options(threads: 1, checkpoint: .init(every: 2) { store.state = $0 })
    _ = try Network(for: data, shape: Network.Shape([1, 1, 1])).trained(on: data, options: options)
    return TrainingCheckpoint(settings: settings, state: try #require(store.state))
  }

  @Test func isAModelOfTheBestNetworkFromWhichTheRunGoesOn() throws {
    let checkpoint = try sample()
    let file = try ModelFile(checkpoint, provenance: ["table": "t.csv"])
    let read = try ModelFile(bytes: file.bytes())
    #expect(read.network == checkpoint.state.bestNetwork && read.provenance == ["table": "t.csv"])
    let isEqual = try read.checkpoint() == checkpoint
    #expect(isEqual)
  }

  @Test func aFinishedModelIsNone() throws {
    #expect(try ModelFile(network: sample().state.bestNetwork).checkpoint() == nil)
  }

  @Test func damageIsToldFromAbsence() throws {
    var file = try ModelFile(sample())
    file.extraMetadata[TrainingCheckpoint.key] = "{}"
    let damaged = file
    #expect(throws: TrainingError.checkpointDamaged(reason: "its text is not a checkpoint")) {
      try damaged.checkpoint()
    }
  }
}
