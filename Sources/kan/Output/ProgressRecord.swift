import SwiftKAN

/// Progress for programs: one JSON object per line on stderr.
struct ProgressRecord: Encodable {
  let phase: String
  let step: Int
  let totalSteps: Int?
  let loss: Double?
  /// Whether `loss` is the loss on the last mini-batch.
  let isBatchLoss: Bool
  let validationLoss: Double?
  let edges: Int?
  let formula: String?
  /// The best laws so far, if one was just added.
  let front: [ProgressReport.FrontLaw]?
  /// Seconds since the command began to report.
  let elapsed: Double
  /// The estimated seconds remaining in the phase, if known.
  let remaining: Double?

  init(_ progress: ProgressReport, times: (elapsed: Double, remaining: Double?)) {
    elapsed = times.elapsed
    remaining = times.remaining
    phase = progress.phase
    step = progress.step
    totalSteps = progress.totalSteps
    loss = progress.loss
    isBatchLoss = progress.isBatchLoss
    validationLoss = progress.validationLoss
    edges = progress.edges
    formula = progress.formula
    front = progress.front
  }
}
