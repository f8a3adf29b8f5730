import KANData

extension Dataset {
  /// The same rows with another target, for a fit to a transform of it or to a network's own output.
  package func replacingTargets(with columns: [[Double]]) throws -> Dataset {
    try Dataset(
      inputNames: inputNames, inputs: inputs, targetNames: targetNames, targets: columns, weights: weights)
  }
}
