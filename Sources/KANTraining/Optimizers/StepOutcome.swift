/// What one step of an optimiser came to.
enum StepOutcome: Sendable {
  /// A better place, or at least another one.
  case moved
  /// No further progress is to be expected.
  case converged
  /// No step could be taken.
  case stuck
}
