import KANData

extension Dataset {
  /// At most `limit` rows, evenly spaced through the table.
  package func limited(to limit: Int) -> Dataset {
    guard count > limit else { return self }
    return selecting(rows: (0..<limit).map { $0 * count / limit })
  }

  /// The same rows with another target, for a fit to a transform of it or to a network's own output.
  package func replacingTargets(with columns: [[Double]]) throws(DataError) -> Dataset {
    try Dataset(
      inputNames: inputNames, inputs: inputs, targetNames: targetNames, targets: columns, weights: weights)
  }
}
