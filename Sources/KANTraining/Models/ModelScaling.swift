import KANData
import KANModel

/// How a model's inputs and outputs relate to the user's columns.
public struct ModelScaling: Hashable, Sendable, Codable {
  /// Inputs enter as (x − shift)/scale.
  public var inputs: [Feature]
  /// Outputs leave as scale·y + shift.
  public var outputs: [Feature]

  /// A scaling from its parts.
  public init(inputs: [Feature], outputs: [Feature]) {
    (self.inputs, self.outputs) = (inputs, outputs)
  }

  /// Columns brought to mean 0 and deviation 1; outputs that are logits or probabilities stay as they are.
  public init(for data: Dataset, loss: Loss) {
    inputs = data.inputStandardizer.features
    outputs =
      loss.scalesTargets ? data.targetStandardizer.features : data.targetNames.map { Feature(name: $0) }
  }
}
