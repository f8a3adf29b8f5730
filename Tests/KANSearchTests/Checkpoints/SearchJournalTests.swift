import KANData
import KANSymbolic
import Testing

@testable import KANSearch

/// The states of the searches of one call, by their number.
@Suite struct SearchJournalTests {
  private static func table() throws -> Dataset { try SampleLaw("a", 1...2).table(rows: 20) }

  private static func state(_ stages: [String], work: Int = 0) -> SearchState {
    SearchState(stages: stages, outcome: .open, archive: LawArchive().contents, work: work, seconds: 0)
  }

  /// Searches are numbered in their turn; every note holds the states of all so far.
  @Test func notesHoldAllSearches() throws {
    var written: [SearchCheckpoint] = []
    let journal = SearchJournal(try Self.table(), resuming: nil) { written.append($0) }
    #expect(journal.begin().state == nil)
    journal.note(Self.state(["a"]), of: 0)
    journal.note(Self.state(["a", "b"], work: 7), of: 0)
    #expect(journal.begin().number == 1)
    journal.note(Self.state(["a"]), of: 1)
    #expect(written.map { $0.searches.map(\.stages) } == [[["a"]], [["a", "b"]], [["a", "b"], ["a"]]])
    #expect(written.last?.searches[0].work == 7)
  }

  /// What an earlier call left is handed to the searches of the same number; later ones begin.
  @Test func goesOnFromEarlierStates() throws {
    var written: [SearchCheckpoint] = []
    let first = SearchJournal(try Self.table(), resuming: nil) { written.append($0) }
    for n in 0..<2 {
      _ = first.begin()
      first.note(Self.state(["a", "b"], work: n), of: n)
    }
    let second = SearchJournal(try Self.table(), resuming: written.last) { written.append($0) }
    let states = (0..<3).map { _ in second.begin() }
    #expect(states.map(\.number) == [0, 1, 2] && states.map(\.state?.work) == [0, 1, nil])
    // A state that is not noted again stays what it was.
    second.note(Self.state(["a"], work: 9), of: 2)
    #expect(written.last?.searches.map(\.work) == [0, 1, 9])
  }

  /// A checkpoint belongs to its table and to the stages of its version.
  @Test func refusesOtherTablesAndStages() throws {
    let checkpoint = SearchCheckpoint(
      table: DatasetFingerprint(try Self.table()), searches: [Self.state(["a", "b"])])
    try checkpoint.check(try Self.table(), stages: ["a", "b", "c"])
    func reason(_ table: Dataset, _ stages: [String]) -> String {
      do throws(SymbolicError) {
        try checkpoint.check(table, stages: stages)
        return "taken"
      } catch { return error.description }
    }
    #expect(reason(try Self.table(), ["b", "a"]).contains("different search stages"))
    #expect(reason(try Self.table(), ["a"]).contains("different search stages"))
    #expect(reason(try SampleLaw("a", 1...2).table(rows: 21), ["a", "b"]).contains("21 rows instead of 20"))
  }

  @Test func clocksCount() {
    let clock = SearchClock()
    let first = clock.seconds
    #expect(first >= 0 && clock.seconds >= first)
  }
}
