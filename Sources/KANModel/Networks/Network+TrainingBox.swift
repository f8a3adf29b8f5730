import KANNumerics

extension Network {
  /// The box on which the network was trained, in the user's units, as far as it is known: the range of each input's grid.
  public var trainingBox: [ClosedRange<Double>] {
    guard let first = layers.first else { return [] }
    return zip(inputs, first.grids).map { feature, grid in
      feature.scale * grid.range.lowerBound + feature.shift...feature.scale * grid.range.upperBound
        + feature.shift
    }
  }

  /// Points throughout the training box, `result[i][s]`, for use if there is no table.
  ///
  /// A Sobol' sequence without its first point, a corner. Beyond the dimensions for which direction numbers are known, columns are
  /// random, from a fixed seed.
  package func sampledInputs(count: Int) -> [[Double]] {
    SobolSequence.columns(count, allOver: trainingBox)
  }
}
