/// What one step of an optimiser came to.
enum StepOutcome: Sendable {
  /// A better place, or at least another one.
  case moved
  /// No further progress is to be expected.
  case converged
  /// No step could be taken.
  case stuck
  /// Every step left the real numbers, however short it was: the run has failed.
  case diverged
  /// What steps are taken with is out of reach: a card that failed.
  case failed

  /// Whether a step was taken.
  var isStep: Bool { self == .moved || self == .converged }
}
