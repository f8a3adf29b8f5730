/// The plain mean of numbers that come one by one.
struct RunningMean: Hashable, Sendable, Codable {
  private var sum = 0.0
  private var count = 0

  /// Adds a number.
  mutating func add(_ value: Double) {
    sum += value
    count += 1
  }

  /// The mean; `nil` if there are no numbers.
  var value: Double? { count == 0 ? nil : sum / Double(count) }
}
