import Foundation
import KANData
import Testing

@Suite struct CSVWritingTests {
  private let numbers = [
    0.1, -0.0, 1e-308, .leastNonzeroMagnitude, 1.7976931348623157e308, 1 / 3.0, 1e22, 123456789,
  ]

  @Test(arguments: [Table.Options.Separator.comma, .semicolon, .tab, .automatic])
  func readsBackBitForBit(separator: Table.Options.Separator) throws {
    let names = ["a", "b,c", "d \"e\"", "f;g\th", "two\nlines"]
    let table = try Table(
      names: names, columns: names.indices.map { c in numbers.map { $0 * (Double(c - 2) / 2) } })
    try withTemporaryFolder { folder in
      let path = "\(folder)/table.csv"
      try table.write(csv: path, separator: separator)
      let options = Table.Options(separator: separator == .automatic ? .comma : separator)
      let read = try Table(contentsOf: path, options: options)
      #expect(read.names == ["a", "b,c", "d \"e\"", "f;g[U+0009]h", "two[U+000A]lines"])
      #expect(read.columns.map { $0.map(\.bitPattern) } == table.columns.map { $0.map(\.bitPattern) })
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["table.csv"])
    }
  }

  @Test func saysWhereItCannotWrite() throws {
    let table = try Table(names: ["a"], columns: [[1]])
    let error = try dataError { try table.write(csv: "/nonexistent/folder/table.csv") }
    #expect(error.description.contains("/nonexistent/folder/table.csv"))
  }

  @Test(arguments: [
    ([], [], DataError.noColumns),
    (["a"], [[]], .noRows),
    (["a", "b"], [[1]], .nameCount(names: 2, columns: 1)),
    (["a", "b"], [[1], [1, 2]], .raggedColumn(name: "b", found: 2, expected: 1)),
    (["a", "a"], [[1], [1]], .duplicateColumn(name: "a", first: 1, second: 2)),
    (["a", ""], [[1], [1]], .unnamedColumn(position: 2)),
    (["a"], [[1, .nan]], .notFinite(text: "nan", place: .row(2), column: "a")),
  ])
  func tablesFromMemoryAreChecked(names: [String], columns: [[Double]], expected: DataError) throws {
    #expect(try dataError { try Table(names: names, columns: columns) } == expected)
  }
}
