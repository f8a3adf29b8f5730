import KANData
import KANSymbolic

/// The data that a stopped search needs to resume.
///
/// A search with the same table and options that resumes from it gives the bits of an uninterrupted one. States are saved at the
/// end of each stage of the search; an interrupted stage is repeated.
package struct SearchCheckpoint: Sendable, Codable {
  /// The table that is searched.
  private let table: DatasetFingerprint
  /// The states of the searches in order, one per seed, or several if outliers are set aside; the last one may be incomplete.
  let searches: [SearchState]

  init(table: DatasetFingerprint, searches: [SearchState]) {
    self.table = table
    self.searches = searches
  }

  /// Throws if the table is not the one with which the search began.
  ///
  /// - Parameter stages: The names of the stages of a search, in order.
  /// - Throws: `SymbolicError.checkpointMismatch` with the differences.
  func check(_ table: Dataset, stages: [String]) throws(SymbolicError) {
    let differences = DatasetFingerprint(table).differences(from: self.table)
    guard differences.isEmpty else {
      throw .checkpointMismatch(reason: "the table has " + differences.joined(separator: "; "))
    }
    for search in searches where search.stages != Array(stages.prefix(search.stages.count)) {
      throw .checkpointMismatch(reason: "it was written by a version with different search stages")
    }
  }
}
