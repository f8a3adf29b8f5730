import KANTraining

/// The time limit of a call that makes several searches: each has an even part of what the ones before have left.
package struct SharedTime: Sendable {
  private let cancellation: Cancellation
  private let end: ContinuousClock.Instant?

  /// The time begins now.
  ///
  /// - Parameters:
  ///   - limit: For all searches together; `nil` for none.
  ///   - cancellation: Ends all of them.
  package init(_ limit: Duration?, _ cancellation: Cancellation) {
    self.cancellation = cancellation
    end = limit.map { ContinuousClock.now + $0 }
  }

  /// Ends the next search, where so many are still to be made, this one included.
  package func next(of searches: Int) -> Cancellation {
    Cancellation(
      below: cancellation,
      after: end.map { max(.zero, ($0 - ContinuousClock.now) / max(1, searches)) })
  }

  /// Whether nothing more should be begun.
  package var isUp: Bool { cancellation.isRaised || end.map { ContinuousClock.now >= $0 } ?? false }
}
