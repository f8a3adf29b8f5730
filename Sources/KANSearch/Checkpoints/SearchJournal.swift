import KANData

/// The states of the searches of one call, including those from an earlier call.
///
/// Searches run one after another in an order that depends only on the table and the options, so that their number identifies them.
final class SearchJournal {
  private let table: DatasetFingerprint
  private let write: (SearchCheckpoint) -> Void
  private let earlier: [SearchState]
  private var searches: [SearchState] = []

  /// - Parameters:
  ///   - checkpoint: The checkpoint of an earlier call; `nil` for a new search.
  ///   - write: Called with every new state.
  init(
    _ table: Dataset, resuming checkpoint: SearchCheckpoint?,
    write: @escaping (SearchCheckpoint) -> Void
  ) {
    self.table = DatasetFingerprint(table)
    self.write = write
    earlier = checkpoint?.searches ?? []
  }

  /// Begins the next search.
  ///
  /// - Returns: Its number, and the state from which it resumes; `nil` for a new search.
  func begin() -> (number: Int, state: SearchState?) {
    let number = searches.count
    let state = number < earlier.count ? earlier[number] : nil
    searches.append(
      state ?? SearchState(stages: [], outcome: .open, archive: LawArchive().contents, work: 0, seconds: 0))
    return (number, state)
  }

  /// Records the state of a search.
  func note(_ state: SearchState, of number: Int) {
    searches[number] = state
    write(SearchCheckpoint(table: table, searches: searches))
  }
}
