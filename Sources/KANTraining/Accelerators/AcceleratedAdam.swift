/// Adam's vectors on an accelerator.
final class AcceleratedAdam: AdamWork {
  private let objective: AcceleratedObjective
  /// The last copy of the vectors, which remains if the accelerator fails.
  private var last: AdamVectors
  /// Whether steps have been taken since then.
  private var isStale = false

  init(_ objective: AcceleratedObjective, from state: AdamState) {
    self.objective = objective
    last = AdamVectors(state)
    _ = objective.attempt { try $0.begin(last) }
  }

  func step(_ step: AdamStep, batch: AdamBatch?) -> AdamOutcome {
    isStale = true
    return objective.attempt { try $0.step(step, batch: batch) } ?? .failed
  }

  func undo() {
    isStale = true
    _ = objective.attempt { try $0.undo() }
  }

  private var vectors: AdamVectors {
    guard isStale else { return last }
    isStale = false
    last = objective.attempt { try $0.vectors() } ?? last
    return last
  }

  var parameters: [Double] { vectors.parameters }
  var averagedParameters: [Double]? { vectors.average }

  func write(into state: inout AdamState) { vectors.write(into: &state) }
}
