/// The outcome of one step of an optimiser.
enum StepOutcome: Sendable {
  /// The parameters have changed.
  case moved
  /// No further progress is to be expected.
  case converged
  /// No step could be taken.
  case stuck
  /// No step, however short, gives finite values: the run has failed.
  case diverged
  /// The device that takes the steps is no longer accessible: a card that failed.
  case failed

  /// Whether a step was taken.
  var isStep: Bool { self == .moved || self == .converged }
}
