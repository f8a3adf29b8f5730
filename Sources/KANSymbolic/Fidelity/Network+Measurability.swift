import KANData
import KANModel
import KANTraining

extension Network {
  /// Throws if a loss of this network cannot be measured on a table: other inputs, other targets, or labels that the loss does not take.
  func requireMeasurable(on data: Dataset, loss: Loss) throws {
    guard data.inputs.count == inputs.count else {
      throw SymbolicError.columnsDiffer(network: inputs.map(\.name), table: data.inputNames)
    }
    var outputCount = data.targets.count
    if loss == .binaryCrossEntropy { try data.requireBinaryLabels() }
    if loss == .crossEntropy { outputCount = max(try data.requireClassLabels(), outputs.count) }
    guard outputCount == outputs.count else {
      throw SymbolicError.targetsDiffer(network: outputs.map(\.name), table: data.targetNames)
    }
  }
}
