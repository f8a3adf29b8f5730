import Synchronization

/// A request to end early, by the user or by the clock, that any thread may raise and all see.
///
/// It is the only way in which the moment decides a result; whoever ends early says so in the account.
package final class Cancellation: Sendable {
  /// Who asked to end.
  package enum Reason: Int, Sendable {
    /// The observer or Ctrl-C.
    case request = 1
    /// The time limit.
    case timeLimit = 2
  }

  private let raised = Atomic(0)
  private let timeLimit: Duration?
  private let elapsed: @Sendable () -> Duration

  /// - Parameters:
  ///   - timeLimit: The time after which everything ends; never where `nil`.
  ///   - elapsed: The time since the start; the machine's clock unless a test brings its own.
  package init(after timeLimit: Duration? = nil, elapsed: (@Sendable () -> Duration)? = nil) {
    self.timeLimit = timeLimit
    let start = ContinuousClock.now
    self.elapsed = elapsed ?? { ContinuousClock.now - start }
  }

  /// Asks all who look to end.
  package func raise() { note(.request) }

  /// Whether somebody asked, or the time is up.
  package var isRaised: Bool {
    if raised.load(ordering: .relaxed) != 0 { return true }
    guard let timeLimit, elapsed() >= timeLimit else { return false }
    note(.timeLimit)
    return true
  }

  /// Who asked first; `nil` while nobody has.
  package var reason: Reason? { Reason(rawValue: raised.load(ordering: .relaxed)) }

  private func note(_ reason: Reason) {
    _ = raised.compareExchange(expected: 0, desired: reason.rawValue, ordering: .relaxed)
  }
}
