import KANModel
import Testing

@testable import KANTraining

/// What a run says about how to train better.
@Suite struct TrainingAdviceTests {
  private static func account(
    losses: [Double], validation: [Double], best: Int, after: (Double, Double),
    reason: Network.TrainingAccount.Reason = .stepLimit
  ) -> Network.TrainingAccount {
    Network.TrainingAccount(
      lossBefore: 1, lossAfter: after.0, validationLossBefore: 1, validationLossAfter: after.1,
      stepsTaken: losses.count - 1, bestStep: best, reason: reason, rollbacks: 0, edgesCut: [],
      history: zip(losses, validation).enumerated().map {
        .init(step: $0.offset, loss: $0.element.0, validationLoss: $0.element.1)
      })
  }

  private static func network(_ shape: String) throws -> Network {
    Network(
      inputs: (0..<2).map { Network.Feature(name: "x\($0)") }, outputs: [Network.Feature(name: "y")],
      shape: try Network.Shape(parsing: shape), intervals: 3, order: 3, base: .silu, sparse: false, seed: 1)
  }

  @Test func theStartIsTheBest() throws {
    let account = Self.account(losses: [1, 2, 3], validation: [1, 2, 3], best: 0, after: (1, 1))
    #expect(TrainingAdvice.all(for: account, of: try Self.network("2,20,1"), starts: 1) == [.bestIsTheStart])
  }

  @Test func trainingAndValidationPart() throws {
    let account = Self.account(
      losses: [1, 0.5, 0.4, 0.2], validation: [1, 0.6, 0.7, 0.9], best: 1, after: (0.5, 0.6))
    #expect(
      TrainingAdvice.all(for: account, of: try Self.network("2,20,1"), starts: 1)
        == [.partsAfter(step: 1, ratio: 0.9 / 0.6)])
  }

  @Test func theNetworkKnowsItsRowsBetter() throws {
    let account = Self.account(
      losses: [1, 0.5, 0.2], validation: [1, 0.6, 0.5], best: 2, after: (0.2, 0.5), reason: .converged)
    #expect(
      TrainingAdvice.all(for: account, of: try Self.network("2,20,1"), starts: 1) == [.overfits(ratio: 2.5)])
  }

  @Test func moreStepsMayHelp() throws {
    let falling = (0..<20).map { 1 / Double($0 + 1) }
    let account = Self.account(losses: falling, validation: falling, best: 19, after: (0.05, 0.05))
    #expect(TrainingAdvice.all(for: account, of: try Self.network("2,20,1"), starts: 1) == [.stillImproves])
  }

  @Test func narrowNetworksWantSeveralStarts() throws {
    let account = Self.account(
      losses: [1, 0.5], validation: [1, 0.5], best: 1, after: (0.5, 0.5), reason: .converged)
    #expect(TrainingAdvice.all(for: account, of: try Self.network("2,3,1"), starts: 1) == [.restarts])
    #expect(TrainingAdvice.all(for: account, of: try Self.network("2,3,1"), starts: 20).isEmpty)
    #expect(TrainingAdvice.all(for: account, of: try Self.network("2,3,1"), starts: nil).isEmpty)
    #expect(TrainingAdvice.all(for: account, of: try Self.network("2,1"), starts: 1).isEmpty)
  }
}
