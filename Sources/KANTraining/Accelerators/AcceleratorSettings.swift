/// What an accelerator must know of a training run besides network and table.
package struct AcceleratorSettings: Sendable {
  /// What is made small.
  package let loss: Loss
  /// What makes the network simpler.
  package let penalty: TrainingOptions.Penalty
  /// How.
  package let optimizer: Optimizer
  /// Whether it computes in `Float`.
  package let isSinglePrecision: Bool

  /// The number of samples a step of Adam sees; `nil` for all of them.
  package var batchSize: Int? { optimizer.batchSize }
}
