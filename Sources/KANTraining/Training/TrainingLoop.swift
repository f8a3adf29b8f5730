import KANData
import KANModel

/// The loop of all training: steps, occasional evaluations of the losses, and stopping criteria.
///
/// It works on parameters only. A network, whose grids change during training, is trained in one stretch per structure, any other
/// model in a single one.
struct TrainingLoop {
  /// Steps of one optimiser on parameters of one structure.
  struct Stretch {
    /// The steps at which the stretch begins and ends, in the count of evaluations and grids.
    let steps: Range<Int>
    /// Whether the stretch also ends before a step.
    var breaks: (_ step: Int) -> Bool = { _ in false }
    /// Called after each step.
    var checkpoint: (TrainingJournal, any Solver, _ step: Int) throws(TrainingError) -> Void = {
      _, _, _ throws(TrainingError) in
    }
  }

  private let options: TrainingOptions
  private let observer: ProgressReport.Observer?
  private let start = ContinuousClock.now
  /// The record so far.
  var journal: TrainingJournal
  /// The reason for the end of the run, once it is known.
  private(set) var reason: Network.TrainingAccount.Reason?

  init(_ options: TrainingOptions, journal: TrainingJournal, observer: ProgressReport.Observer?) {
    (self.options, self.journal, self.observer) = (options, journal, observer)
  }

  /// Takes steps until the stretch ends, no further progress is possible, or the run ends for a reason of its own.
  ///
  /// - Returns: The step of the stretch that was reached, and the outcome of the last step; `moved` if there was none.
  /// - Throws: `TrainingError.diverged` if no step gives finite values, and the errors of `checkpoint`.
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

  /// Evaluates the present parameters and remembers the best.
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
