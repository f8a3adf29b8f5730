import KANData
import KANModel
import KANTraining

/// The loss of networks on one table, and that of the best constant.
struct LossMeasure {
  private let loss: Loss
  private let data: Dataset

  init(loss: Loss, data: Dataset) {
    self.loss = loss
    self.data = data
  }

  /// The mean weighted loss of `network`, in scaled target units; infinite if it is not a number.
  func callAsFunction(_ network: Network) -> Double {
    let mean = loss.mean(
      ofOutputs: network.activations(data.inputs).outputs, on: data, scaledBy: network.outputs)
    return mean.isNaN ? .infinity : mean
  }

  /// The loss of the best prediction that is the same for all samples, in the scaled units of `network`: a scale that reflects the
  /// spread of the target. Zero if it is not finite.
  func ofBestConstant(like network: Network) -> Double {
    let outputs = loss.bestConstants(on: data, scaledBy: network.outputs).map {
      [Double](repeating: $0, count: data.count)
    }
    let value = loss.mean(ofOutputs: outputs, on: data, scaledBy: network.outputs)
    return value.isFinite ? value : 0
  }
}
