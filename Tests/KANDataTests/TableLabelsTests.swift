import KANFiles
import KANNumerics
import Testing

@testable import KANData

/// Columns whose texts name groups of rows.
@Suite struct TableLabelsTests {
  private static func table(_ text: String, others: [String]? = nil) throws -> Table {
    try Table(MixedTable(bytes: Array(text.utf8)), labelsIn: "run", others: others)
  }

  @Test func textsAreNumberedInTheOrderInWhichTheyCome() throws {
    let table = try Self.table("run,x\nb,1\na,2\nb,3\n7,4\n")
    #expect(table["run"] == [0, 1, 0, 2] && table["x"] == [1, 2, 3, 4])
    #expect(table.labels == ["run": ["b", "a", "7"]])
  }

  /// Columns that nobody wants may hold anything; those that are wanted hold numbers.
  @Test func onlyWantedColumnsAreRead() throws {
    let text = "run,x,note\nb,1,good\na,2,\n"
    #expect(try Self.table(text, others: ["x"]).names == ["run", "x"])
    #expect(throws: DataError.notANumber(text: "good", place: .line(2), column: "note")) {
      try Self.table(text)
    }
  }

  @Test func everyRowHasALabel() {
    #expect(throws: DataError.missingValue(place: .line(3), column: "run")) {
      try Self.table("run,x\nb,1\n,2\n")
    }
  }
}
