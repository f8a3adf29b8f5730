import KANData
import KANModel
import KANNumerics

extension Loss {
  /// The weighted mean loss of outputs on a table.
  ///
  /// - Parameters:
  ///   - outputs: `outputs[j][s]`, in scaled units.
  ///   - data: Targets in the form that the loss expects, and weights.
  ///   - features: The scaling of each output.
  /// - Returns: The loss; NaN if an output is NaN.
  package func mean(ofOutputs outputs: [[Double]], on data: Dataset, scaledBy features: [Network.Feature])
    -> Double
  {
    var perSample = [Double](repeating: 0, count: data.count)
    if target == .classIndices {
      for s in perSample.indices {
        perSample[s] = Softmax(outputs.count) { outputs[$0][s] }
          .loss(ofLogit: outputs[Int(data.targets[0][s])][s])
      }
    } else {
      for (j, feature) in features.enumerated() {
        for s in perSample.indices {
          let t = data.targets[j][s]
          let scaled = scalesTargets ? (t - feature.shift) / feature.scale : t
          perSample[s] += point(outputs[j][s], target: scaled).value / Double(features.count)
        }
      }
    }
    return perSample.mean(weights: data.weights)
  }

  /// The constant outputs that minimise the loss on a table, in scaled units.
  ///
  /// - Parameters:
  ///   - data: Targets in the form that the loss expects, and weights.
  ///   - features: The scaling of each output.
  package func bestConstants(on data: Dataset, scaledBy features: [Network.Feature]) -> [Double] {
    let columns =
      target == .classIndices
      ? features.indices.map { j in data.targets[0].map { $0 == Double(j) ? 1.0 : 0 } } : data.targets
    return zip(columns, features).map { column, feature in
      let value = bestConstant(for: column, weights: data.weights)
      return scalesTargets ? (value - feature.shift) / feature.scale : value
    }
  }
}
