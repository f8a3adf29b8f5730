/// A network and a table on an accelerator: what `ModelObjective` and `AdamMemory` are on the processor.
///
/// Parameters are compact vectors in the order of `NetworkPlan`. Whatever throws leaves the problem unusable.
package protocol AcceleratedProblem: AnyObject {
  /// The loss of all samples at `parameters`, with the penalty if asked.
  func value(at parameters: [Double], penalises: Bool) throws -> Double
  /// The loss with its penalty, and the gradient of both where it has one.
  func gradient(at parameters: [Double]) throws -> (value: Double, gradient: [Double])
  /// The loss without penalty and the outputs `[j][s]` of all samples, in scaled units.
  func lossAndOutputs(at parameters: [Double]) throws -> (loss: Double, outputs: [[Double]])

  /// Brings Adam's vectors there.
  func begin(_ vectors: AdamVectors) throws
  /// One step on a batch, or on all samples; one that is not finite leaves the parameters as they are.
  func step(_ step: AdamStep, batch: AdamBatch?) throws -> AdamOutcome
  /// The parameters back to where the last step started.
  func undo() throws
  /// Adam's vectors as they are.
  func vectors() throws -> AdamVectors
}
