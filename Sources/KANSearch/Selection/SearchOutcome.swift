/// The state of a search after a stage.
enum SearchOutcome: String, Sendable, Hashable, Codable {
  /// Nothing is decided.
  case open
  /// The residuals of a closed form look like noise. A few terms out of many imitate any curve to within noise, so networks, which
  /// have no such choice, are trained for comparison.
  case noiseSuspected
  /// Networks are not better: the residuals are noise.
  case noise
  /// A law reproduces the table.
  case settled
  /// The budget is spent, or the search was cancelled.
  case exhausted
}
