import Foundation
import KANFiles
import KANNumerics
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
    var random = SeededRandom(seed: seed)
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
        try CSVBlockReader(source, options: Table.Options(), threads: threads, blockSize: blockSize))
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
      try CSVBlockReader(source, options: Table.Options(), threads: 2, blockSize: 256))
    #expect(try reader.table() == nil)
    let whole = Result { try Table(bytes: bytes) }
    let byPath = Result { try Table(contentsOf: file.path) }
    #expect((try? whole.get()) == (try? byPath.get()))
    if case .failure(let a) = whole, case .failure(let b) = byPath { #expect("\(a)" == "\(b)") }
  }

  // MARK: - Arrays

  /// Every array file of the tests, read from its path, gives the table or the error that its bytes give.
  @Test func arraysFromDiskAreThoseFromMemory() throws {
    let folder = try fixturePath("")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter {
      $0.hasSuffix(".npy") || $0.hasSuffix(".npz")
    }
    #expect(names.count > 30)
    for name in names {
      let whole = Result { try Table(bytes: fixture(name)) }
      let byPath = Result { try Table(contentsOf: fixturePath(name)) }
      #expect((try? whole.get()) == (try? byPath.get()), "\(name)")
      if case .failure(let a) = whole, case .failure(let b) = byPath {
        #expect("\(a)" == "\(b)", "\(name)")
      }
    }
  }

  /// More rows than go through memory at a time, in both orders of a matrix.
  @Test(arguments: [false, true], [1, 3])
  func longArraysComeInPieces(isFortranOrder: Bool, columns: Int) throws {
    let rows = 150_001
    let order = isFortranOrder ? "True" : "False"
    let shape = columns == 1 ? "(\(rows),)" : "(\(rows), \(columns))"
    let head = "{'descr': '<f4', 'fortran_order': \(order), 'shape': \(shape), }"
    let padding = String(repeating: " ", count: 63 - (10 + head.utf8.count) % 64) + "\n"
    let text = Array((head + padding).utf8)
    var bytes = NPYArray.magic + [1, 0] + UInt16(text.count).littleEndianBytes + text
    func value(_ s: Int, _ c: Int) -> Float { Float(s % 1000) + Float(c) / 4 }
    for n in 0..<rows * columns {
      let (s, c) = isFortranOrder ? (n % rows, n / rows) : (n / columns, n % columns)
      bytes += value(s, c).bitPattern.littleEndianBytes
    }
    let file = try TemporaryFile(bytes)
    let table = try withExtendedLifetime(file) { try Table(contentsOf: file.path) }
    #expect(table.names.count == columns)
    for c in 0..<columns {
      #expect(table.columns[c] == (0..<rows).map { Double(value($0, c)) })
    }
  }

  /// Every truncation of an archive on disk, and a flipped bit anywhere, end in an error or in the table itself.
  @Test func damagedArchivesOnDiskAreRefused() throws {
    let bytes = try fixture("arrays.npz")
    let whole = try Table(bytes: bytes)
    var read = 0
    for length in stride(from: 0, to: bytes.count, by: 7) {
      let file = try TemporaryFile(Array(bytes[..<length]))
      #expect(throws: DataError.self, "\(length) bytes") {
        try withExtendedLifetime(file) {
          try Table(contentsOf: file.path, options: Table.Options(format: .npz))
        }
      }
    }
    for place in stride(from: 0, to: bytes.count, by: 5) {
      var damaged = bytes
      damaged[place] ^= 1 << UInt8(place % 8)
      let file = try TemporaryFile(damaged)
      let table = withExtendedLifetime(file) {
        try? Table(contentsOf: file.path, options: Table.Options(format: .npz))
      }
      guard let table else { continue }
      read += 1
      // Names are protected by no checksum.
      #expect(table.columns == whole.columns, "byte \(place)")
    }
    // Time stamps and names may be anything.
    #expect(read > 0)
  }
}
