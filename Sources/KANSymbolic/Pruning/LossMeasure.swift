import KANData
import KANModel
import KANTraining

/// The loss of networks on one table, and the loss that knows nothing.
struct LossMeasure {
  let loss: Loss
  let data: Dataset

  /// The mean weighted loss of `network`, in scaled target units; infinite where it is not a number.
  func callAsFunction(_ network: Network) -> Double {
    let value = loss.mean(of: network, on: data)
    return value.isNaN ? .infinity : value
  }
}
