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
    loss = progress.loss
    validationLoss = progress.validationLoss
    edges = progress.edges
    formula = progress.formula
  }
}
