import KANData
import KANNumerics
import Testing

@Suite struct CSVReadingTests {
  /// Each text is the table a = 1, 3 and b = 2.5, -4e2 in another dress.
  @Test(arguments: [
    "a,b\n1,2.5\n3,-4e2\n",
    "a,b\n1,2.5\n3,-4e2",
    "a;b\n1;2.5\n3;-4e2\n",
    "a\tb\n1\t2.5\n3\t-4e2\n",
    "a,b\r\n1,2.5\r\n3,-4e2\r\n",
    "a,b\r1,2.5\r3,-4e2\r",
    "\u{FEFF}a,b\n1,2.5\n3,-4e2\n",
    "\na,b\n1,2.5\n3,-4e2\n\n  \n\r\n",
    " a , b \n 1 , 2.5 \n3,\t-4e2\t\n",
    "\"a\",\"b\"\n\"1\",2.5\n3,\" -4e2 \"\n",
    "a,b\n+1,2.50\n3.0,-400\n",
  ])
  func readsOneTableInManyDresses(text: String) throws {
    let table = try table(text)
    #expect(table.names == ["a", "b"])
    #expect(table.columns == [[1, 3], [2.5, -400]])
    #expect(table.rowCount == 2)
    #expect(table["b"] == [2.5, -400])
    #expect(table["c"] == nil)
  }

  @Test(arguments: [
    ("1,2\n3,4\n", Table.Options.Header.automatic, ["x1", "x2"], 2),
    ("1,2\n3,4\n", .none, ["x1", "x2"], 2),
    ("1,2\n3,4\n", .present, ["1", "2"], 1),
    ("x,2\n3,4\n", .automatic, ["x", "2"], 1),
    ("5\n", .automatic, ["x1"], 1),
  ])
  func tellsNamesFromNumbers(
    text: String, header: Table.Options.Header, names: [String], rows: Int
  ) throws {
    let table = try table(text, Table.Options(header: header))
    #expect(table.names == names)
    #expect(table.rowCount == rows)
  }

  @Test(arguments: [
    ("\"a,b\";c\n1;2\n", ["a,b", "c"]),
    ("\"say \"\"hi\"\"\",c\n1,2\n", ["say \"hi\"", "c"]),
    ("\"two\nlines\",c\n1,2\n", ["two[U+000A]lines", "c"]),
    ("\"two\r\nlines\",c\r\n1,2\r\n", ["two[U+000A]lines", "c"]),
    ("p_T [GeV; corrected],c\n1,2\n", ["p_T [GeV; corrected]", "c"]),
    ("pT,Δφ\n1,2\n", ["pT", "Δφ"]),
    ("6\" pipe,c\n1,2\n", ["6\" pipe", "c"]),
  ])
  func understandsQuotesAndSeparatorsInNames(text: String, names: [String]) throws {
    let table = try table(text)
    #expect(table.names == names)
    #expect(table.columns == [[1], [2]])
  }

  @Test(arguments: [
    ("", DataError.emptyFile),
    (" \n\r\n\t", .emptyFile),
    ("a,b\n", .noRows),
    ("a,b\n\n\n", .noRows),
    ("a,b\n1,2\n3,\n", .missingValue(place: .line(3), column: "b")),
    ("a,b\n,2\n", .missingValue(place: .line(2), column: "a")),
    ("a,b\n1,NA\n", .missingValue(place: .line(2), column: "b")),
    ("a\n1\n\n3\n", .missingValue(place: .line(3), column: "a")),
    ("1,,3\n", .missingValue(place: .line(1), column: "x2")),
    ("a,b\n1,two\n", .notANumber(text: "two", place: .line(2), column: "b")),
    ("a,b\n1,2x\n", .notANumber(text: "2x", place: .line(2), column: "b")),
    ("a,b\n1,0x10\n", .notANumber(text: "0x10", place: .line(2), column: "b")),
    ("a;b\n1,5;2\n", .notANumber(text: "1,5", place: .line(2), column: "a")),
    ("1,5;2,5\n3,5;4,5\n", .notANumber(text: "3,5", place: .line(2), column: "1,5")),
    ("a,b\n1,nan\n", .notFinite(text: "nan", place: .line(2), column: "b")),
    ("1,NaN\n", .notFinite(text: "NaN", place: .line(1), column: "x2")),
    ("a,b\n-inf,2\n", .notFinite(text: "-inf", place: .line(2), column: "a")),
    ("a,b\n1,2\n1,Infinity\n", .notFinite(text: "Infinity", place: .line(3), column: "b")),
    ("a,b\n1,1e999\n", .notFinite(text: "1e999", place: .line(2), column: "b")),
    ("a,b\n1,2\n1\n", .raggedLine(line: 3, found: 1, expected: 2)),
    ("a,b\n1,2,3\n", .raggedLine(line: 2, found: 3, expected: 2)),
    ("\"a\nb\",c\n1,2\n1,2,\n", .raggedLine(line: 4, found: 3, expected: 2)),
    ("a,b,a\n1,2,3\n", .duplicateColumn(name: "a", first: 1, second: 3)),
    (",a\n1,2\n", .unnamedColumn(position: 1)),
    ("a,b\n1,\"2\n", .unterminatedQuote(line: 2)),
    ("a,b\n1,\"2\"3\n", .textAfterQuote(line: 2)),
  ])
  func refusesWithPlaceAndColumn(text: String, expected: DataError) throws {
    #expect(try dataError { try table(text) } == expected)
  }

  @Test(arguments: [
    ([0x1F, 0x8B, 8, 0], "gzip"), ([0x89, 0x48, 0x44, 0x46], "HDF5"), ([0xFF, 0xFE, 0x61, 0], "UTF-16"),
    (Array("PAR1".utf8), "Parquet"), ([0x61, 0xFF, 0x0A, 0x31], "UTF-8"),
  ])
  func saysWhatForeignFilesAre(bytes: [UInt8], word: String) throws {
    let error = try dataError { try Table(bytes: bytes) }
    #expect(error.description.contains(word))
  }

  @Test func namesPathsThatCannotBeRead() throws {
    for path in ["/nonexistent/table.csv", "/", "/dev/zero"] {
      let error = try dataError { try Table(contentsOf: path) }
      #expect(error.description.contains(path))
    }
  }

  @Test func readsManyRowsAcrossBlocks() throws {
    let rows = 10_007
    let text = "a,b,c\n" + (0..<rows).map { "\($0),\(-$0).5,\"\($0 * 2)\"" }.joined(separator: "\n")
    let table = try table(text)
    #expect(table.rowCount == rows)
    #expect(table.columns[0] == (0..<rows).map(Double.init))
    #expect(table.columns[2] == (0..<rows).map { Double(2 * $0) })
  }

  /// Whatever the bytes are: a table or an error, never a crash.
  @Test func survivesRandomBytes() throws {
    let alphabet = Array("0123456789.,;\t\"\n\r-+eE aé\u{0}".utf8)
    var random = SeededRandom(seed: 99)
    for _ in 0..<5000 {
      let bytes = (0..<Int(random.next() % 60)).map { _ in
        alphabet[Int(random.next() % UInt64(alphabet.count))]
      }
      if let table = try? Table(bytes: bytes) {
        #expect(table.columns.allSatisfy { $0.count == table.rowCount && $0.allSatisfy(\.isFinite) })
      }
    }
  }
}
