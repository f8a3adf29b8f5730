import KANData
import KANModel

/// A machine beside the processor that can take the steps of training, such as a graphics card (`KANDevice` has one).
package protocol Accelerator: Sendable {
  /// The name users type.
  var name: String { get }

  /// Why it cannot train `network` as asked, in words that follow "the device cannot be … here:"; `nil` where it can.
  func refusal(of network: Network, _ training: AcceleratorSettings) -> String?

  /// Network and table laid out there; `nil` where that failed, for instance for want of memory, of which the accelerator keeps
  /// an account.
  ///
  /// - Parameters:
  ///   - network: One that is not refused.
  ///   - data: One column an input, targets as the loss wants them.
  func problem(
    _ network: Network, _ data: Dataset, _ training: AcceleratorSettings
  ) -> (any AcceleratedProblem)?

  /// Notes that a problem cannot be continued.
  func note(_ failure: any Error)
}
