/// How far the search with one seed has come: what it takes to go on to the same bits.
struct SearchState: Sendable, Codable {
  /// The names of the stages that are done, or were not needed, in their order.
  let stages: [String]
  /// Where the search stands after them.
  let outcome: SearchOutcome
  /// What has been found.
  let archive: LawArchive.Contents
  /// The work done, in operations on one row.
  let work: Int
  /// The time that it took.
  let seconds: Double
}
