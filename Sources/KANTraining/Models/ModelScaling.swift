import KANData
import KANModel

/// How a model's inputs and outputs relate to the user's columns.
package struct ModelScaling: Hashable, Sendable, Codable {
  /// Inputs enter as (x − shift)/scale.
  package var inputs: [Feature]
  /// Outputs leave as scale·y + shift.
  package var outputs: [Feature]

  /// A scaling from its parts.
  package init(inputs: [Feature], outputs: [Feature]) {
    (self.inputs, self.outputs) = (inputs, outputs)
  }

  /// Columns brought to mean 0 and deviation 1; outputs that are logits or probabilities stay as they are.
  package init(for data: Dataset, loss: Loss) {
    inputs = data.inputStandardizer.features
    outputs =
      loss.scalesTargets ? data.targetStandardizer.features : data.targetNames.map { Feature(name: $0) }
  }
}
