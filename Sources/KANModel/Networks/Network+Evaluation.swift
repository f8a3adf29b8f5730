extension Network {
  /// The outputs for a table, both in the user's units, by the plain reference with which engines are compared.
  ///
  /// For large tables `predictions(_:threads:)` is much faster.
  ///
  /// - Parameter columns: `columns[i][s]`: one column for each input, all of the same length.
  /// - Returns: `result[j][s]`: one column for each output.
  public func callAsFunction(_ columns: [[Double]]) -> [[Double]] {
    var x = scaledInputs(columns)
    for layer in layers { x = layer.outputs(fromSums: layer.sums(x, outside: outside)) }
    return zip(outputs, x).map { feature, y in y.map { feature.scale * $0 + feature.shift } }
  }

  /// The inputs as the first layer sees them: (x − shift)/scale.
  package func scaledInputs(_ columns: [[Double]]) -> [[Double]] {
    precondition(
      columns.count == inputs.count, "a network of \(inputs.count) inputs got \(columns.count) columns")
    return zip(inputs, columns).map { feature, x in x.map { ($0 - feature.shift) / feature.scale } }
  }

  /// The values at all nodes for a table in the user's units.
  package func activations(_ columns: [[Double]]) -> Activations {
    var x = scaledInputs(columns)
    var layerInputs: [[[Double]]] = []
    var sums: [[[Double]]] = []
    for layer in layers {
      let s = layer.sums(x, outside: outside)
      layerInputs.append(x)
      sums.append(s)
      x = layer.outputs(fromSums: s)
    }
    return Activations(layerInputs: layerInputs, sums: sums, outputs: x)
  }

  /// φ of one edge at arguments x in its layer's own units, as `Activations.layerInputs` holds them.
  package func edgeValues(at address: Network.EdgeAddress, _ x: [Double]) -> [Double] {
    let layer = layers[address.layer]
    return self[address].values(at: x, grid: layer.grids[address.input], base: layer.base, outside: outside)
  }

  /// φ′ of one edge at arguments x in its layer's own units.
  package func edgeDerivatives(at address: Network.EdgeAddress, _ x: [Double]) -> [Double] {
    let layer = layers[address.layer]
    return self[address].derivatives(
      at: x, grid: layer.grids[address.input], base: layer.base, outside: outside)
  }
}
