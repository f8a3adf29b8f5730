import KANData
import KANModel

extension TrainingOptions {
  /// The objective of a network on a table, in the scalar type of the options.
  func objective(_ network: Network, _ data: Dataset, threads: Int) -> any TrainableObjective {
    var batchSize: Int?
    if case .adam(let adam) = optimizer { batchSize = adam.batchSize }
    if precision == .single, optimizer.allowsSinglePrecision {
      return NetworkObjective<Float>(
        network, inputs: data.inputs, targets: data.targets, weights: data.weights, loss: loss,
        penalty: penalty, batchSize: batchSize, threads: threads)
    }
    return NetworkObjective<Double>(
      network, inputs: data.inputs, targets: data.targets, weights: data.weights, loss: loss,
      penalty: penalty, batchSize: batchSize, threads: threads)
  }
}

extension Optimizer {
  /// Whether an engine in `Float` is good enough.
  fileprivate var allowsSinglePrecision: Bool {
    if case .levenbergMarquardt = self { false } else { true }
  }
}

extension TrainingOptions {
  /// What a validation table says of a state: the score that chooses among states, the smaller the better, and the loss
  /// without penalty.
  func judgement(
    _ objective: any TrainableObjective, on data: Dataset, at parameters: [Double]
  ) -> (score: Double, loss: Double) {
    switch criterion {
    case .loss:
      let loss = objective.dataLoss(at: parameters)
      return (penalty == .none ? loss : objective.value(at: parameters), loss)
    case .rocAUC:
      let (loss, outputs) = objective.lossAndOutputs(at: parameters)
      let area = Metrics.rocAUC(scores: outputs[0], labels: data.targets[0], weights: data.weights)
      return (-area, loss)
    }
  }
}
