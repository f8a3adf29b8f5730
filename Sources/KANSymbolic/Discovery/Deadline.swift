/// The moment at which a search has to come to an end.
struct Deadline: Sendable {
  private let end: ContinuousClock.Instant
  private let stop: StopFlag

  init(_ limit: Duration, stop: StopFlag) {
    end = ContinuousClock.now.advanced(by: limit)
    self.stop = stop
  }

  /// Whether the time is up or somebody asked to stop.
  var hasPassed: Bool { stop.isRaised || ContinuousClock.now >= end }
}
