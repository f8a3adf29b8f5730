extension TrainingState {
  /// Refuses a state whose parts do not fit each other, so that a damaged file ends in an error.
  ///
  /// - Parameter samples: The number of rows of the training table.
  func check(samples: Int) throws(TrainingError) {
    let count = NetworkPlan(network).parameterCount
    let vectors: [[Double]]
    switch optimizer {
    case nil: vectors = []
    case .adam(let own):
      vectors = [
        own.parameters, own.mean, own.square, own.lastParameters, own.average ?? own.parameters,
      ]
      guard own.epoch >= 0, own.steps >= 0, (0...own.steps).contains(own.meansStart ?? 0),
        (0..<samples).contains(own.position)
      else {
        throw .checkpointMismatch(reason: "its batches do not fit a table of \(samples) rows")
      }
    case .lbfgs(let own): vectors = [own.parameters, own.gradient] + own.pairs.flatMap { [$0.s, $0.y] }
    case .leastSquares(let own): vectors = [own.parameters]
    }
    guard vectors.allSatisfy({ $0.count == count }) else {
      throw .checkpointMismatch(reason: "its optimiser does not have the \(count) parameters of its network")
    }
    guard vectors.allSatisfy({ $0.allSatisfy(\.isFinite) }) else {
      throw .checkpointMismatch(reason: "its optimiser holds numbers that are not finite")
    }
    guard step >= 0, stage >= 0, stageStep >= 0 else {
      throw .checkpointMismatch(reason: "its step numbers are negative")
    }
  }
}
