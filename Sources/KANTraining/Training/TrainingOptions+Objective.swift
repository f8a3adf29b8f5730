import KANData
import KANModel

extension TrainingOptions {
  /// The objective of a network on a table, in the scalar type of the options.
  func objective(_ network: Network, _ data: Dataset, threads: Int) -> any TrainableObjective {
    if precision == .single, optimizer.allowsSinglePrecision {
      return NetworkObjective<Float>(
        network, inputs: data.inputs, targets: data.targets, weights: data.weights, loss: loss,
        penalty: penalty, batchSize: optimizer.batchSize, threads: threads)
    }
    return NetworkObjective<Double>(
      network, inputs: data.inputs, targets: data.targets, weights: data.weights, loss: loss,
      penalty: penalty, batchSize: optimizer.batchSize, threads: threads)
  }
}

extension Optimizer {
  /// Whether an engine in `Float` is good enough.
  fileprivate var allowsSinglePrecision: Bool {
    if case .levenbergMarquardt = self { false } else { true }
  }
}
