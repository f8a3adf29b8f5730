import Synchronization

/// A request to stop that any thread may raise and all may see.
final class StopFlag: Sendable {
  private let raised = Atomic(false)

  /// Whether somebody asked to stop.
  var isRaised: Bool { raised.load(ordering: .relaxed) }

  /// Asks everybody who looks to stop.
  func raise() { raised.store(true, ordering: .relaxed) }
}
