/// Samples for training and evaluation: inputs, targets and optional event weights, column by column.
///
/// Storage is feature-major: `inputs[i][s]` is input i of sample s, contiguous in s.
public struct Dataset: Hashable, Sendable {
  /// The names of the inputs.
  public let inputNames: [String]
  /// The names of the targets.
  public let targetNames: [String]
  /// `inputs[i][s]`.
  public let inputs: [[Double]]
  /// `targets[j][s]`; class indices 0, 1, … for classification.
  public let targets: [[Double]]
  /// One weight per sample, which may be negative; `nil` means that all are 1.
  public let weights: [Double]?
  /// Whether the weights are 1/σ² with the stated errors of measurement of the target, and not numbers of events.
  package var weightsAreInverseVariances = false

  /// The number of samples.
  public var count: Int { targets[0].count }
}
