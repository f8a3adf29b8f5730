import KANData
import KANModel

/// The scaling between a model's inputs and outputs and the user's columns.
package struct ModelScaling: Hashable, Sendable, Codable {
  /// Inputs enter as (x − shift)/scale.
  package var inputs: [Network.Feature]
  /// Outputs leave as scale·y + shift.
  package var outputs: [Network.Feature]

  /// A scaling from its parts.
  package init(inputs: [Network.Feature], outputs: [Network.Feature]) {
    (self.inputs, self.outputs) = (inputs, outputs)
  }

  /// Columns are scaled to mean 0 and standard deviation 1; outputs that are logits or probabilities are not scaled.
  package init(for data: Dataset, loss: Loss) {
    inputs = data.inputStandardizer.features
    outputs =
      loss.scalesTargets
      ? data.targetStandardizer.features : data.targetNames.map { Network.Feature(name: $0) }
  }
}
