extension Network {
  /// The derivatives of one output with respect to every input, `result[i][s]` = ∂y/∂xᵢ on row s, both in the user's units.
  ///
  /// Applies the chain rule backwards through sums and products (reverse accumulation) to the plain evaluation of `callAsFunction`.
  /// `precondition`s one column per input.
  ///
  /// - Parameters:
  ///   - columns: The table, `columns[i][s]` in the user's units.
  ///   - output: Which output, counted from 0.
  package func slopes(_ columns: [[Double]], ofOutput output: Int = 0) -> [[Double]] {
    precondition(
      outputs.indices.contains(output), "a network of \(outputs.count) outputs has none at \(output)")
    let activations = activations(columns)
    let count = columns.first?.count ?? 0
    // The derivative of the output with respect to each node of the present layer.
    var slopes = outputs.indices.map {
      [Double](repeating: $0 == output ? outputs[output].scale : 0, count: count)
    }
    for l in layers.indices.reversed() {
      let layer = layers[l]
      let ofSums = layer.slopesOfSums(slopes, sums: activations.sums[l])
      slopes = (0..<layer.inputCount).map { i in
        var slope = [Double](repeating: 0, count: count)
        for j in 0..<layer.factorCount where !layer[input: i, sum: j].isCut {
          let address = Network.EdgeAddress(layer: l, input: i, sum: j)
          let own = edgeDerivatives(at: address, activations.layerInputs[l][i])
          for s in 0..<count { slope[s] += ofSums[j][s] * own[s] }
        }
        return slope
      }
    }
    return zip(inputs, slopes).map { feature, slope in slope.map { $0 / feature.scale } }
  }
}

extension Layer {
  /// The derivatives with respect to the sums from those with respect to the outputs; for a factor of a product, times the other factors.
  fileprivate func slopesOfSums(_ slopes: [[Double]], sums: [[Double]]) -> [[Double]] {
    var result = Array(slopes[..<sumCount])
    for (n, group) in productGroups.enumerated() {
      for j in group {
        var slope = slopes[sumCount + n]
        for other in group where other != j {
          for s in slope.indices { slope[s] *= sums[other][s] }
        }
        result.append(slope)
      }
    }
    return result
  }
}
