import Synchronization

/// A request to end early, by the user or by the clock, that any thread may raise and all see.
///
/// Who hands one to a search or a run may raise it at any time, from any thread; the work ends shortly after, with the best that it
/// has. It is the only way in which the moment decides a result; whoever ends early says so in the account.
public final class Cancellation: Sendable {
  /// Who asked to end.
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

  /// - Parameter isRequested: Asked often, from any thread: `true` once the work has to end. By default nothing but `raise` ends it.
  public convenience init(when isRequested: (@Sendable () -> Bool)? = nil) {
    self.init(when: isRequested, after: nil)
  }

  /// - Parameters:
  ///   - isRequested: As above.
  ///   - timeLimit: The time after which everything ends; never where `nil`.
  ///   - elapsed: The time since the start; the machine's clock unless a test brings its own.
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

  /// A part of some work, which ends with the whole, and for the same reason, or earlier.
  ///
  /// - Parameters:
  ///   - parent: Ends the whole.
  ///   - timeLimit: The time, from now, after which this part ends; never where `nil`.
  package init(below parent: Cancellation, after timeLimit: Duration?) {
    self.parent = parent
    self.timeLimit = timeLimit
    isRequested = nil
    let start = ContinuousClock.now
    elapsed = { ContinuousClock.now - start }
  }

  /// Asks all who look to end.
  public func raise() { note(.request) }

  /// Whether somebody asked, or the time is up.
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

  /// Who asked first; `nil` while nobody has.
  package var reason: Reason? { Reason(rawValue: raised.load(ordering: .relaxed)) }

  private func note(_ reason: Reason) {
    _ = raised.compareExchange(expected: 0, desired: reason.rawValue, ordering: .relaxed)
  }
}
