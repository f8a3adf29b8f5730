extension TrainingState {
  /// Throws if the parts of a state do not fit each other, so that a damaged file gives an error.
  ///
  /// - Parameter samples: The number of rows of the training table.
  func check(samples: Int) throws(TrainingError) {
    let count = NetworkPlan(network).parameterCount
    let vectors = optimizer?.vectors ?? []
    guard optimizer?.fits(samples: samples) ?? true else {
      throw .checkpointMismatch(reason: "its batches do not fit a table of \(samples) rows")
    }
    guard vectors.allSatisfy({ $0.count == count }) else {
      throw .checkpointMismatch(reason: "its optimiser does not have the \(count) parameters of its network")
    }
    guard vectors.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
      throw .checkpointMismatch(reason: "its optimiser contains numbers that are not finite")
    }
    guard step >= 0, stage >= 0, stageStep >= 0 else {
      throw .checkpointMismatch(reason: "its step numbers are negative")
    }
  }
}
