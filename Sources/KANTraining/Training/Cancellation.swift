import Synchronization

/// A request to end early, by the user or by the clock, which any thread may raise and all can see.
///
/// It is passed to a search or a run and may be raised at any time, from any thread; the work ends shortly after, with its best
/// result. This is the only way in which timing affects a result, and the account records it.
public final class Cancellation: Sendable {
  /// The reason for the request.
  package enum Reason: Int, Sendable {
    /// The observer or Ctrl-C.
    case request = 1
    /// The time limit.
    case timeLimit = 2
  }

  private let raised = Atomic(0)
  private let isRequested: (@Sendable () -> Bool)?
  private let parent: Cancellation?
  private let timeLimit: Duration?
  private let elapsed: @Sendable () -> Duration

  /// A request that has not been raised yet.
  ///
  /// - Parameter isRequested: Called often, from any thread; returns `true` once the work has to end. By default only `raise` ends it.
  public convenience init(when isRequested: (@Sendable () -> Bool)? = nil) {
    self.init(when: isRequested, after: nil)
  }

  /// - Parameters:
  ///   - isRequested: As above.
  ///   - timeLimit: The time after which everything ends; `nil` for none.
  ///   - elapsed: The time since the start; by default that of the system clock.
  package init(
    when isRequested: (@Sendable () -> Bool)? = nil, after timeLimit: Duration?,
    elapsed: (@Sendable () -> Duration)? = nil
  ) {
    self.isRequested = isRequested
    self.timeLimit = timeLimit
    parent = nil
    let start = ContinuousClock.now
    self.elapsed = elapsed ?? { ContinuousClock.now - start }
  }

  /// A cancellation for a part of some work, which ends with the whole, for the same reason, or earlier.
  ///
  /// - Parameters:
  ///   - parent: The cancellation of the whole work.
  ///   - timeLimit: The time, from now, after which this part ends; `nil` for none.
  package init(below parent: Cancellation, after timeLimit: Duration?) {
    self.parent = parent
    self.timeLimit = timeLimit
    isRequested = nil
    let start = ContinuousClock.now
    elapsed = { ContinuousClock.now - start }
  }

  /// Raises the request.
  public func raise() { note(.request) }

  /// Whether the request was raised or the time is up.
  public var isRaised: Bool {
    if raised.load(ordering: .relaxed) != 0 { return true }
    if let isRequested, isRequested() {
      note(.request)
      return true
    }
    if let parent, parent.isRaised {
      note(parent.reason ?? .request)
      return true
    }
    guard let timeLimit, elapsed() >= timeLimit else { return false }
    note(.timeLimit)
    return true
  }

  /// The first reason; `nil` if the request was not raised.
  package var reason: Reason? { Reason(rawValue: raised.load(ordering: .relaxed)) }

  private func note(_ reason: Reason) {
    _ = raised.compareExchange(expected: 0, desired: reason.rawValue, ordering: .relaxed)
  }
}
