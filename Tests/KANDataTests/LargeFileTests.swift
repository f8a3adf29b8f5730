import Foundation
import KANFiles
import Testing

@testable import KANData

/// Files that are read piece by piece give what the same bytes give when read as a whole.
@Suite struct LargeFileTests {
  /// A file that is removed with the returned object.
  private final class TemporaryFile {
    let path: String
    init(_ bytes: [UInt8]) throws {
      path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
      try Data(bytes).write(to: URL(fileURLWithPath: path))
    }
    deinit { try? FileManager.default.removeItem(atPath: path) }
  }

  /// Numbers of all lengths, so that blocks end everywhere in a row.
  private static func text(rows: Int, columns: Int, lineEnd: String, endsLast: Bool, seed: UInt64) -> String {
    var random = SplitMix(state: seed)
    let header = (0..<columns).map { "c\($0)" }.joined(separator: ",")
    let lines = (0..<rows).map { _ in
      (0..<columns).map { _ in
        let digits = Int(random.next() % 9)
        let number = Double(Int64(bitPattern: random.next()) % 1_000_000) / 1000
        return String(format: "%.\(digits)f", number)
      }.joined(separator: ",")
    }
    return ([header] + lines).joined(separator: lineEnd) + (endsLast ? lineEnd : "")
  }

  @Test(arguments: [("\n", true), ("\n", false), ("\r\n", true), ("\r\n", false)], [1, 2, 3])
  func blocksOfTextGiveTheTable(ending: (lineEnd: String, endsLast: Bool), threads: Int) throws {
    let (lineEnd, endsLast) = ending
    for (rows, columns, blockSize) in [
      (1, 1, 64), (7, 3, 64), (400, 5, 128), (400, 5, 1000), (3000, 2, 4096),
    ] {
      let text = Self.text(rows: rows, columns: columns, lineEnd: lineEnd, endsLast: endsLast, seed: 3)
      let file = try TemporaryFile(Array(text.utf8))
      let source = try #require(try RandomAccessFile(file.path))
      let reader = try #require(
        try CSVBlockReader(source, options: TableOptions(), threads: threads, blockSize: blockSize))
      #expect(try reader.table() == Table(bytes: Array(text.utf8)), "\(rows) × \(columns), \(blockSize)")
    }
  }

  @Test(arguments: ["1,,3", "1,x,3", "1,2", "1,2,3,4", "1,nan,3", "", "1,\"2\",3", "1;2;3"])
  func whatIsNoPlainRowIsLeftToTheCarefulReader(line: String) throws {
    var lines = Self.text(rows: 500, columns: 3, lineEnd: "\n", endsLast: false, seed: 9).split(
      separator: "\n")
    lines.insert(Substring(line), at: 321)
    let bytes = Array(lines.joined(separator: "\n").utf8)
    let file = try TemporaryFile(bytes)
    let source = try #require(try RandomAccessFile(file.path))
    let reader = try #require(
      try CSVBlockReader(source, options: TableOptions(), threads: 2, blockSize: 256))
    #expect(try reader.table() == nil)
    let whole = Result { try Table(bytes: bytes) }
    let byPath = Result { try Table(contentsOf: file.path) }
    #expect((try? whole.get()) == (try? byPath.get()))
    if case .failure(let a) = whole, case .failure(let b) = byPath { #expect("\(a)" == "\(b)") }
  }
}
