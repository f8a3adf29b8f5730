import Foundation
import Testing

@testable import KANData

/// Columns of a table that also holds texts and gaps, and such tables as CSV.
@Suite struct MixedTableTests {
  private let table: MixedTable

  init() throws {
    let text = "name,x,kind\n\"a, b\",1.5,red\nc,NA,blue\nd,inf,\n"
    table = try MixedTable(bytes: Array(text.utf8))
  }

  @Test func numbersHaveNaNForGaps() throws {
    let x = try table.numbers(of: "x", admitsGaps: true)
    #expect(x[0] == 1.5 && x[1].isNaN && x[2].isNaN)
    let isRed = try table.numbers(of: "kind=red", admitsGaps: true)
    #expect(isRed[0] == 1 && isRed[1] == 0 && isRed[2].isNaN)
  }

  @Test func refusesGapsTextsAndStrangers() {
    #expect(throws: DataError.missingValue(place: .line(3), column: "x")) {
      try table.numbers(of: "x", admitsGaps: false)
    }
    #expect(throws: DataError.notANumber(text: "a, b", place: .line(2), column: "name")) {
      try table.numbers(of: "name", admitsGaps: true)
    }
    #expect(throws: DataError.unknownColumn(name: "y", role: .input, columns: ["name", "x", "kind"])) {
      try table.numbers(of: "y", admitsGaps: true)
    }
  }

  @Test func cellsAreWrittenAsTheyAreRead() throws {
    let header = CSVWriter.header(table.names)
    let written = header + CSVWriter.rows(cells: table.columns)
    let again = try MixedTable(bytes: written)
    #expect(again.names == table.names && again.columns == table.columns)
    #expect(String(decoding: written, as: UTF8.self) == "name,x,kind\n\"a, b\",1.5,red\nc,,blue\nd,inf,\n")
  }
}
