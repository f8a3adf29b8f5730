import KANData
import KANModel

extension TrainingOptions {
  /// The objective of a network on a table, on the accelerator if there is one.
  func objective(_ network: Network, _ data: Dataset, threads: Int) -> any TrainableObjective {
    guard let accelerator, let problem = accelerator.problem(network, data, acceleratorSettings) else {
      return ownObjective(network, data, threads: threads)
    }
    return AcceleratedObjective(
      accelerator, problem, parameterCount: NetworkPlan(network).parameterCount, sampleCount: data.count
    ) { ownObjective(network, data, threads: threads) }
  }

  /// The options that an accelerator needs.
  var acceleratorSettings: AcceleratorSettings {
    AcceleratorSettings(
      loss: loss, penalty: penalty, optimizer: optimizer, isSinglePrecision: precision == .single)
  }

  /// The objective on the processor, in the scalar type of the options.
  private func ownObjective(
    _ network: Network, _ data: Dataset, threads: Int
  ) -> any TrainableObjective {
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
  /// Whether an engine in `Float` is sufficient.
  fileprivate var allowsSinglePrecision: Bool {
    if case .levenbergMarquardt = self { false } else { true }
  }
}
