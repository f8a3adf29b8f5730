/// The state of the search with one seed: everything needed to resume with the same bits.
struct SearchState: Sendable, Codable {
  /// The names of the stages that are done, or were not needed, in order.
  let stages: [String]
  /// The outcome after them.
  let outcome: SearchOutcome
  /// The laws found so far.
  let archive: LawArchive.Contents
  /// The work done, in operations on one row.
  let work: Int
  /// The time used, in seconds.
  let seconds: Double
}
