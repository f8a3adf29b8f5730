import Foundation
import Testing

@testable import KANData

@Suite struct PartedFileTests {
  /// A file that is gone afterwards.
  private func reading<Result>(
    _ bytes: Data, as kind: String = "csv", _ body: (String) throws -> Result
  ) throws -> Result {
    let file = FileManager.default.temporaryDirectory.appendingPathComponent(
      "parts-\(UUID().uuidString).\(kind)")
    try bytes.write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    return try body(file.path)
  }

  /// All parts, one behind the other.
  private func whole(_ path: String, parts: Int) throws -> [[Double]] {
    let file = try PartedFile(contentsOf: path)
    let tables = try (0..<parts).map { try file.table(part: $0, of: parts) }
    #expect(Set(tables.map(\.names)).count == 1)
    return tables[0].names.indices.map { c in tables.flatMap { $0.columns[c] } }
  }

  private static let lines = (0..<97).map { n in
    "\(n),\(Double(n) * 1.25e-3),\(String(repeating: "7", count: 1 + n % 9))"
  }

  @Test(arguments: [1, 2, 3, 4, 7, 16])
  func partsOfTextAreTheTable(parts: Int) throws {
    for (head, ending, tail) in [
      ("a,b,c\n", "\n", ""), ("", "\r\n", "\n\n"), ("\"a, x\",b,c\n", "\n", "\n  \n"),
    ] {
      let text = head + Self.lines.joined(separator: ending) + ending + tail
      try reading(Data(text.utf8)) { path in
        let expected = try Table(contentsOf: path).columns
        #expect(try whole(path, parts: parts) == expected)
      }
    }
    // The last line may lack its end, and spaces may stand around numbers.
    try reading(Data(("a,b,c\n" + Self.lines.map { " " + $0 + " " }.joined(separator: "\n")).utf8)) { path in
      let expected = try Table(contentsOf: path).columns
      #expect(try whole(path, parts: parts) == expected)
    }
  }

  @Test(arguments: [1, 2, 5, 9])
  func partsOfAnArrayAreTheTable(parts: Int) throws {
    let rows = 23
    var header = "{'descr': '<f8', 'fortran_order': False, 'shape': (\(rows), 2), }"
    header += String(repeating: " ", count: 117 - header.count) + "\n"
    var bytes = Data([0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8))
    for n in 0..<2 * rows {
      withUnsafeBytes(of: (0.1 * Double(n)).bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
    }
    try reading(bytes, as: "npy") { path in
      let expected = try Table(contentsOf: path).columns
      #expect(try whole(path, parts: parts) == expected)
      #expect(throws: DataError.noRows) { try PartedFile(contentsOf: path).table(part: 0, of: 100) }
    }
  }

  /// The sentence that the first part with a mistake comes to.
  private func mistake(_ text: String, parts: Int = 4) throws -> String {
    try reading(Data(text.utf8)) { path in
      do {
        _ = try whole(path, parts: parts)
        return ""
      } catch { return "\(error)" }
    }
  }

  @Test func mistakesKeepTheLineOfTheFile() throws {
    for n in [0, 30, 60, 96] {
      var lines = Self.lines
      lines[n] = "1,two,3"
      let text = "a,b,c\n" + lines.joined(separator: "\n")
      #expect(try mistake(text) == "\(DataError.notANumber(text: "two", place: .line(n + 2), column: "b"))")
      lines[n] = "1,2"
      #expect(
        try mistake("a,b,c\n" + lines.joined(separator: "\n"))
          == "\(DataError.raggedLine(line: n + 2, found: 2, expected: 3))")
    }
    for n in [20, 48, 49, 50, 70] {
      var lines = Self.lines
      lines[n] = ""
      #expect(try mistake("a,b,c\n" + lines.joined(separator: "\n")).contains("line \(n + 2)"), "line \(n)")
    }
  }

  @Test func whatCannotBeCutIsRefused() throws {
    #expect(try mistake("a,b\n1,2\n\"3\",4\n").contains("text with quotes cannot be read in parts"))
    #expect(try mistake("a,b\n1,2\n3,4\n", parts: 3) == "\(DataError.noRows)")
    for (magic, kind) in [
      ([0x1F, 0x8B, 8, 0] as [UInt8], "a compressed file"), (Array("PK\u{3}\u{4}".utf8), "an archive"),
    ] {
      let sentence = try reading(Data(magic)) { path in
        do {
          _ = try PartedFile(contentsOf: path)
          return ""
        } catch { return "\(error)" }
      }
      #expect(sentence.contains("\(kind) cannot be read in parts; save it as one two-dimensional NPY array"))
    }
  }
}
