extension Network {
  /// The network with `intervals` grid intervals on every input of every layer.
  ///
  /// If the number is a multiple of the present one, knots are inserted and the function changes only by rounding; otherwise the
  /// splines are refitted by least squares over their range.
  package func refiningGrids(to intervals: Int) -> Network {
    var network = self
    network.layers = layers.map { $0.refiningGrids(to: intervals, outside: outside) }
    return network
  }

  /// The network with every grid adapted to the values of its input for the table `columns[i][s]` (in the user's units), and its
  /// splines refitted so that they change as little as possible there.
  ///
  /// Works from the inputs to the outputs: each layer gets the outputs of the adapted layers before it. The outermost pieces now
  /// follow the data, so predictions far outside the data may change.
  ///
  /// - Parameters:
  ///   - columns: The table; a few hundred samples are enough.
  ///   - uniformFraction: ε of `KnotGrid.adaptive(to:…)`.
  ///   - margin: How far each grid reaches beyond the samples, as a fraction of their range.
  package func adaptingGrids(
    to columns: [[Double]], uniformFraction: Double = 0.5, margin: Double = 0.01
  ) -> Network {
    var network = self
    var x = scaledInputs(columns)
    for l in layers.indices {
      let layer = layers[l].adaptingGrids(
        to: x, uniformFraction: uniformFraction, margin: margin, outside: outside)
      network.layers[l] = layer
      guard l + 1 < layers.count else { break }
      x = layer.outputs(fromSums: layer.sums(x, outside: outside))
    }
    return network
  }
}
