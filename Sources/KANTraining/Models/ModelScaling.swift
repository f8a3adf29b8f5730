import KANData
import KANModel

/// How a model's inputs and outputs relate to the user's columns.
package struct ModelScaling: Hashable, Sendable, Codable {
  /// Inputs enter as (x − shift)/scale.
  package var inputs: [Network.Feature]
  /// Outputs leave as scale·y + shift.
  package var outputs: [Network.Feature]

  /// A scaling from its parts.
  package init(inputs: [Network.Feature], outputs: [Network.Feature]) {
    (self.inputs, self.outputs) = (inputs, outputs)
  }

  /// Columns brought to mean 0 and deviation 1; outputs that are logits or probabilities stay as they are.
  package init(for data: Dataset, loss: Loss) {
    inputs = data.inputStandardizer.features
    outputs =
      loss.scalesTargets
      ? data.targetStandardizer.features : data.targetNames.map { Network.Feature(name: $0) }
  }
}
