import KANData
import KANModel

/// The loop that everything is trained by: a step, a look at the losses now and then, and the reasons to stop.
///
/// It knows parameters only. A network, whose grids change on the way, is trained in one stretch a structure, any
/// other model in a single one.
struct TrainingLoop {
  /// Steps of one optimiser on parameters of one meaning.
  struct Stretch {
    /// The step that the stretch begins and the one that it ends at, as looks and grids count them.
    let steps: Range<Int>
    /// Says before which steps the stretch also ends.
    var breaks: (_ step: Int) -> Bool = { _ in false }
    /// Called after each step.
    var checkpoint: (TrainingJournal, any Solver, _ step: Int) throws(TrainingError) -> Void = {
      _, _, _ throws(TrainingError) in
    }
  }

  private let options: TrainingOptions
  private let observer: ProgressReport.Observer?
  private let start = ContinuousClock.now
  /// What was seen so far.
  var journal: TrainingJournal
  /// Why the run ends, once that is known.
  private(set) var reason: Network.TrainingAccount.Reason?

  init(_ options: TrainingOptions, journal: TrainingJournal, observer: ProgressReport.Observer?) {
    (self.options, self.journal, self.observer) = (options, journal, observer)
  }

  /// Steps until the stretch ends, nothing is left to be gained or the run ends for one of its own reasons.
  ///
  /// - Returns: The step of the stretch come to, and what the last step came to; `moved` where there was none.
  /// - Throws: `TrainingError.diverged` where no step stays within the real numbers, and what `checkpoint` throws.
  mutating func run(
    _ solver: inout any Solver, _ stretch: Stretch, judge: Judge?
  ) throws(TrainingError) -> (step: Int, outcome: StepOutcome) {
    let rollbacksBefore = journal.rollbacks - solver.rollbacks
    var (step, outcome) = (stretch.steps.lowerBound, StepOutcome.moved)
    while reason == nil, outcome == .moved, step < stretch.steps.upperBound {
      outcome = solver.step()
      journal.rollbacks = rollbacksBefore + solver.rollbacks
      guard outcome != .diverged else { throw .diverged(step: journal.step) }
      guard outcome != .failed else {
        reason = .deviceFailed
        break
      }
      if outcome.isStep {
        journal.step += 1
        step += 1
      }
      let ends = outcome != .moved || step >= stretch.steps.upperBound || stretch.breaks(step)
      if ends || step % solver.lookInterval == 0 { look(&solver, judge) }
      try stretch.checkpoint(journal, solver, step)
      checkStops(solver, isJudged: judge != nil)
      if ends { break }
    }
    return (step, outcome)
  }

  /// Judges the present parameters and remembers the best.
  mutating func look(_ solver: inout any Solver, _ judge: Judge?) {
    let parameters = solver.parameters
    let loss = solver.valueAtLook(parameters, isExact: judge == nil)
    let verdict = judge?.verdict(at: parameters)
    if loss.isFinite {
      journal.history.append(.init(step: journal.step, loss: loss, validationLoss: verdict?.loss))
    }
    let score = verdict?.score ?? loss
    if score < journal.bestScore {
      (journal.bestScore, journal.bestStep, journal.bestParameters) = (score, journal.step, parameters)
      journal.looksWithoutGain = 0
    } else {
      journal.looksWithoutGain += 1
    }
  }

  private mutating func checkStops(_ solver: any Solver, isJudged: Bool) {
    let progress = ProgressReport(
      phase: "train", step: journal.step, totalSteps: options.steps, loss: solver.shownValue,
      isBatchLoss: solver.showsBatch, validationLoss: journal.history.last?.validationLoss)
    if observer?(progress) == false {
      reason = .stopped
    } else if isJudged, let patience = options.patience, journal.looksWithoutGain >= patience {
      reason = .earlyStop
    } else if let limit = options.timeLimit, ContinuousClock.now - start >= limit {
      reason = .timeLimit
    }
  }
}
