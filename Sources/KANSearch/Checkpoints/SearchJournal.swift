import KANData

/// The states of the searches of one call, as they are noted and as an earlier call left them.
///
/// Searches take their turns one after the other in an order that depends on the table and the options only, so that their number tells
/// which is which.
final class SearchJournal {
  private let table: DatasetFingerprint
  private let write: (SearchCheckpoint) -> Void
  private let earlier: [SearchState]
  private var searches: [SearchState] = []

  /// - Parameters:
  ///   - checkpoint: Where an earlier call was stopped; `nil` for a search that begins.
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
  /// - Returns: Its number, and the state from which it goes on; `nil` where it begins.
  func begin() -> (number: Int, state: SearchState?) {
    let number = searches.count
    let state = number < earlier.count ? earlier[number] : nil
    searches.append(
      state ?? SearchState(stages: [], outcome: .open, archive: LawArchive().contents, work: 0, seconds: 0))
    return (number, state)
  }

  /// Notes how far a search has come.
  func note(_ state: SearchState, of number: Int) {
    searches[number] = state
    write(SearchCheckpoint(table: table, searches: searches))
  }
}
