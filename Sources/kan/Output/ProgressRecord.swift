import SwiftKAN

/// Progress as a program reads it: one JSON object a line on stderr.
struct ProgressRecord: Encodable {
  let phase: String
  let step: Int
  let totalSteps: Int?
  let loss: Double?
  let validationLoss: Double?
  let edges: Int?
  let formula: String?

  init(_ progress: Progress) {
    phase = progress.phase
    step = progress.step
    totalSteps = progress.totalSteps
    // JSON knows no infinity and no NaN; a loss that is either is left out.
    loss = progress.loss.flatMap { $0.isFinite ? $0 : nil }
    validationLoss = progress.validationLoss.flatMap { $0.isFinite ? $0 : nil }
    edges = progress.edges
    formula = progress.formula
  }
}
