import Testing

@testable import KANTraining

/// The loop with an optimiser whose every step is written down beforehand.
@Suite struct TrainingLoopTests {
  /// Takes the outcomes in their order; its only parameter is the value at each step.
  struct Script: FullBatchSolver {
    var outcomes: [StepOutcome]
    var values: [Double]
    var taken = 0

    var value: Double { values[min(taken, values.count - 1)] }
    var parameters: [Double] { [value] }
    var rollbacks: Int { taken / 2 }
    var snapshot: SolverState { .adam(AdamState(parameters: parameters, seed: 0)) }

    mutating func step() -> StepOutcome {
      taken += 1
      return outcomes[min(taken, outcomes.count) - 1]
    }
  }

  private func run(
    _ outcomes: [StepOutcome], values: [Double], steps: Range<Int> = 0..<10, breaks: Int? = nil,
    options: TrainingOptions = .init(), observer: ProgressReport.Observer? = nil
  ) throws(TrainingError) -> (loop: TrainingLoop, step: Int, outcome: StepOutcome) {
    var loop = TrainingLoop(options, journal: TrainingJournal(), observer: observer)
    var solver: any Solver = Script(outcomes: outcomes, values: values)
    let end = try loop.run(
      &solver, .init(steps: steps, breaks: { $0 == breaks }), judge: nil)
    return (loop, end.step, end.outcome)
  }

  @Test func remembersTheBestAndCountsLooks() throws {
    let (loop, step, outcome) = try run([.moved], values: [9, 5, 3, 4, 6], steps: 0..<4)
    #expect(step == 4 && outcome == .moved && loop.reason == nil)
    #expect(loop.journal.bestScore == 3 && loop.journal.bestStep == 2 && loop.journal.bestParameters == [3])
    #expect(loop.journal.looksWithoutGain == 2 && loop.journal.rollbacks == 2)
    #expect(loop.journal.history.map(\.loss) == [5, 3, 4, 6])
  }

  @Test func leavesLossesThatAreNotFiniteOutOfTheHistory() throws {
    let (loop, _, _) = try run([.moved], values: [9, .nan, 3], steps: 0..<2)
    #expect(loop.journal.history.map(\.step) == [2] && loop.journal.bestScore == 3)
  }

  @Test(arguments: [(StepOutcome.converged, 3), (.stuck, 2)])
  func endsWhereNothingIsLeft(outcome: StepOutcome, steps: Int) throws {
    let (loop, _, last) = try run([.moved, .moved, outcome], values: [3, 2, 1])
    #expect(last == outcome && loop.journal.step == steps && loop.reason == nil)
  }

  @Test func divergenceNamesTheStep() {
    #expect(throws: TrainingError.diverged(step: 1)) { try run([.moved, .diverged], values: [1]) }
  }

  @Test func aBreakEndsTheStretchButNotTheRun() throws {
    let (loop, step, _) = try run([.moved], values: [1], breaks: 6)
    #expect(step == 6 && loop.reason == nil)
  }

  @Test func theObserverAndTheClockEndTheRun() throws {
    #expect(try run([.moved], values: [1]) { $0.step < 3 }.loop.reason == .stopped)
    var options = TrainingOptions()
    options.timeLimit = .zero
    let timed = try run([.moved], values: [1], options: options)
    #expect(timed.loop.reason == .timeLimit && timed.step == 1)
  }
}
