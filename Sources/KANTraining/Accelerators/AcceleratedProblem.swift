/// A network and a table on an accelerator: the counterpart of `ModelObjective` and `AdamMemory` on the processor.
///
/// Parameters are compact vectors in the order of `NetworkPlan`. After any error the problem is unusable.
package protocol AcceleratedProblem: AnyObject {
  /// The loss of all samples at `parameters`, with the penalty if requested.
  func value(at parameters: [Double], penalises: Bool) throws -> Double
  /// The loss with its penalty, and the gradient of their sum.
  func gradient(at parameters: [Double]) throws -> (value: Double, gradient: [Double])
  /// The loss without penalty and the outputs `[j][s]` of all samples, in scaled units.
  func lossAndOutputs(at parameters: [Double]) throws -> (loss: Double, outputs: [[Double]])

  /// Copies Adam's vectors to the accelerator.
  func begin(_ vectors: AdamVectors) throws
  /// One step on a batch, or on all samples; one that is not finite leaves the parameters as they are.
  func step(_ step: AdamStep, batch: AdamBatch?) throws -> AdamOutcome
  /// Resets the parameters to the start of the last step.
  func undo() throws
  /// The present vectors of Adam.
  func vectors() throws -> AdamVectors
}
