import Foundation
import KANData
import KANModel
import KANTraining

/// The loss of networks on one table, and the loss of knowing nothing, as `Loss` defines them.
struct LossMeasure {
  private let loss: Loss
  private let data: Dataset

  init(loss: Loss, data: Dataset) {
    self.loss = loss
    self.data = data
  }

  /// The mean weighted loss of `network`, in scaled target units; infinite where it is not a number.
  func callAsFunction(_ network: Network) -> Double {
    mean(ofOutputs: network.activations(data.inputs).outputs, scaledBy: network.outputs)
  }

  /// The loss of the best prediction that is the same for all samples, in the scaled units of `network`: a
  /// yardstick that knows the spread of the target.
  func ofBestConstant(like network: Network) -> Double {
    let constants: [Double] =
      switch loss {
      case .meanSquaredError, .clippedSquaredError: data.targets.map(weightedMean)
      // The median is the best for |·|, and near the best for Huber's loss.
      case .meanAbsoluteError, .huber: data.targets.map { $0.sorted()[$0.count / 2] }
      case .binaryCrossEntropy:
        data.targets.map { column in
          let p = weightedMean(column)
          return log(p / (1 - p))
        }
      case .crossEntropy:
        network.outputs.indices.map { j in log(weightedMean(data.targets[0].map { $0 == Double(j) ? 1 : 0 }))
        }
      }
    let scales = loss.isOfNumbers ? network.outputs : network.outputs.map { Feature(name: $0.name) }
    let outputs = zip(constants, scales).map { value, feature in
      [Double](repeating: (value - feature.shift) / feature.scale, count: data.count)
    }
    let value = mean(ofOutputs: outputs, scaledBy: network.outputs)
    return value.isFinite ? value : 0
  }

  private func weightedMean(_ column: [Double]) -> Double {
    guard let weights = data.weights else { return column.reduce(0, +) / Double(column.count) }
    return zip(weights, column).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
  }

  private func mean(ofOutputs outputs: [[Double]], scaledBy features: [Feature]) -> Double {
    var perSample = [Double](repeating: 0, count: data.count)
    if loss == .crossEntropy {
      for s in perSample.indices {
        let largest = outputs.map { $0[s] }.max() ?? 0
        let sum = outputs.reduce(0) { $0 + exp($1[s] - largest) }
        perSample[s] = largest + log(sum) - outputs[Int(data.targets[0][s])][s]
      }
    } else {
      for (j, feature) in features.enumerated() {
        for s in perSample.indices {
          let target = data.targets[j][s]
          let scaled = loss.isOfNumbers ? (target - feature.shift) / feature.scale : target
          perSample[s] += value(outputs[j][s], target: scaled) / Double(features.count)
        }
      }
    }
    let mean = weightedMean(perSample)
    return mean.isNaN ? .infinity : mean
  }

  /// ℓ of one output of one sample.
  private func value(_ y: Double, target t: Double) -> Double {
    let r = abs(y - t)
    return switch loss {
    case .meanSquaredError: r * r
    case .clippedSquaredError: (min(max(y, 0), 1) - t) * (min(max(y, 0), 1) - t)
    case .meanAbsoluteError: r
    case .huber(let delta): r <= delta ? 0.5 * r * r : delta * (r - 0.5 * delta)
    case .binaryCrossEntropy, .crossEntropy: max(y, 0) - t * y + log1p(exp(-abs(y)))
    }
  }
}

extension Loss {
  /// Whether targets are quantities, scaled as the outputs are, rather than labels.
  fileprivate var isOfNumbers: Bool {
    switch self {
    case .meanSquaredError, .meanAbsoluteError, .huber: true
    case .binaryCrossEntropy, .clippedSquaredError, .crossEntropy: false
    }
  }
}
