import KANTraining

/// The time limit of a call that makes several searches: each gets an equal share of the remaining time.
package struct SharedTime: Sendable {
  private let cancellation: Cancellation
  private let end: ContinuousClock.Instant?

  /// Starts the time.
  ///
  /// - Parameters:
  ///   - limit: The limit for all searches together; `nil` for none.
  ///   - cancellation: The cancellation of all searches.
  package init(_ limit: Duration?, _ cancellation: Cancellation) {
    self.cancellation = cancellation
    end = limit.map { ContinuousClock.now + $0 }
  }

  /// The cancellation of the next search, if `searches` are still to be made, including this one.
  package func next(of searches: Int) -> Cancellation {
    Cancellation(
      below: cancellation,
      after: end.map { max(.zero, ($0 - ContinuousClock.now) / max(1, searches)) })
  }

  /// Whether nothing more should be started.
  package var isUp: Bool { cancellation.isRaised || end.map { ContinuousClock.now >= $0 } ?? false }
}
