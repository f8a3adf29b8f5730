import KANData
import KANModel

/// A device that can take the steps of training in place of the processor, such as a graphics card (`KANDevice` has one).
package protocol Accelerator: Sendable {
  /// The name that users type.
  var name: String { get }

  /// The reason why it cannot train `network` as requested, as a phrase that follows "the device cannot be … here:"; `nil` if it can.
  func refusal(of network: Network, _ training: AcceleratorSettings) -> String?

  /// Network and table laid out on the accelerator; `nil` if that failed, for instance for lack of memory; the accelerator records
  /// failures.
  ///
  /// - Parameters:
  ///   - network: One that is not refused.
  ///   - data: One column per input, targets in the form that the loss expects.
  func problem(
    _ network: Network, _ data: Dataset, _ training: AcceleratorSettings
  ) -> (any AcceleratedProblem)?

  /// Records that a problem cannot be continued.
  func note(_ failure: any Error)
}
