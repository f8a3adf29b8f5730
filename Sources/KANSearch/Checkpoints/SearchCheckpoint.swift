import KANData
import KANSymbolic

/// What a search needs to go on from where it was stopped.
///
/// A search with the same table and options that resumes from it gives the bits of one that was never stopped. States are noted where a
/// stage of the search ends; what a stage had found when it was stopped is found again.
package struct SearchCheckpoint: Sendable, Codable {
  /// The table that is searched.
  private let table: DatasetFingerprint
  /// The states of the searches in their order, one a seed, or several where far rows are set aside; the last one may be under way.
  let searches: [SearchState]

  init(table: DatasetFingerprint, searches: [SearchState]) {
    self.table = table
    self.searches = searches
  }

  /// Refuses to go on with another table than the search began with.
  ///
  /// - Parameter stages: The names of the stages of a search, in their order.
  /// - Throws: `SymbolicError.checkpointMismatch` that says in what they differ.
  func check(_ table: Dataset, stages: [String]) throws(SymbolicError) {
    let differences = DatasetFingerprint(table).differences(from: self.table)
    guard differences.isEmpty else {
      throw .checkpointMismatch(reason: "the table has " + differences.joined(separator: "; "))
    }
    for search in searches where search.stages != Array(stages.prefix(search.stages.count)) {
      throw .checkpointMismatch(reason: "it was written by a version with other stages of the search")
    }
  }
}
