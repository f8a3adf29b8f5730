import KANData
import KANModel
import Testing

@testable import KANTraining

@Suite struct StartTests {
  private static let starts = (1...5).map { TrainingTests.network([2, 2, 1], intervals: 3, seed: $0) }

  private static func options(threads: Int = 1) -> TrainingOptions {
    var options = TrainingOptions()
    options.steps = 25
    options.threads = threads
    return options
  }

  @Test("of several starts the one that predicts other rows best goes on, whatever the number of threads")
  func picksTheBest() throws {
    let (data, validation) = (try TrainingTests.law(rows: 400), try TrainingTests.law(rows: 300, seed: 3))
    let each = try Self.starts.map {
      try $0.trained(on: data, validation: validation, options: Self.options())
    }
    let losses = each.map { $0.account.validationLossAfter ?? .nan }
    #expect(Set(losses).count == losses.count)
    for threads in [1, 2] {
      let chosen = try Network.mostPromising(
        of: Self.starts, on: data, validation: validation, options: Self.options(threads: threads))
      #expect(losses[chosen.index] == losses.min())
      #expect(chosen.network == each[chosen.index].network)
    }
  }

  @Test("grids are not refined and no checkpoint is written before a start is chosen")
  func isOnlyABeginning() throws {
    var options = Self.options()
    options.grid.extensions = [3, 20]
    options.checkpoint = .init(every: 1) { _ in throw TrainingError.diverged(step: 0) }
    let chosen = try Network.mostPromising(
      of: Self.starts, on: TrainingTests.law(rows: 200), options: options)
    #expect(chosen.network.layers.allSatisfy { $0.grids.allSatisfy { $0.intervals == 3 } })
  }

  @Test("an observer ends the race with what has been tried")
  func stops() throws {
    var calls = 0
    let chosen = try Network.mostPromising(
      of: Self.starts, on: TrainingTests.law(rows: 200), options: Self.options(),
      observer: { _ in
        calls += 1
        return calls < 3
      })
    #expect(chosen.index == 0)
    #expect(calls == 3)
  }
}
