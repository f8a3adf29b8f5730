/// The settings of a training run that an accelerator needs besides network and table.
package struct AcceleratorSettings: Sendable {
  /// The loss.
  package let loss: Loss
  /// The penalty.
  package let penalty: TrainingOptions.Penalty
  /// The optimiser.
  package let optimizer: Optimizer
  /// Whether it computes in `Float`.
  package let isSinglePrecision: Bool

  /// The number of samples in a step of Adam; `nil` for all.
  package var batchSize: Int? { optimizer.batchSize }
}
