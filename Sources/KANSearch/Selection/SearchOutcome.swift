/// Where a search stands after a stage.
enum SearchOutcome: String, Sendable, Hashable, Codable {
  /// Nothing is decided.
  case open
  /// A closed form leaves what looks like noise. A few terms out of many imitate any curve to within noise, so networks,
  /// which have no such choice, are asked.
  case noiseSuspected
  /// Networks did no better: what is left is noise.
  case noise
  /// A law reproduces the table.
  case settled
  /// The budget is spent, or somebody asked to stop.
  case exhausted
}
