import KANNumerics

extension Network {
  /// Where the network was trained, in the user's units, as far as it knows: the range of each input's grid.
  public var trainingBox: [ClosedRange<Double>] {
    guard let first = layers.first else { return [] }
    return zip(inputs, first.grids).map { feature, grid in
      feature.scale * grid.range.lowerBound + feature.shift...feature.scale * grid.range.upperBound
        + feature.shift
    }
  }

  /// Points all over the training box, `result[i][s]`, in place of a table where there is none.
  ///
  /// A Sobol' sequence without its first point, a corner. Beyond the dimensions that direction numbers are known
  /// for the remaining columns are random, from a fixed seed.
  package func sampledInputs(count: Int) -> [[Double]] {
    SobolSequence.columns(count, allOver: trainingBox)
  }
}
