import KANTestSupport
import Testing

@testable import KANFiles

/// Archives that SwiftKAN writes, read back; numbers too large for narrow fields go to those of ZIP64.
@Suite struct ZipWriterTests {
  private static let entries = [
    ("small.txt", "hello"), ("large.txt", String(repeating: "abc", count: 40)), ("empty.txt", ""),
  ]

  /// From which numbers on fields are wide: never, for large entries and offsets only, for everything, for many entries.
  static let limits = [
    (size: Int(UInt32.max), count: Int(UInt16.max)), (size: 100, count: 10), (size: 0, count: 0),
    (size: 10_000, count: 2),
  ]

  private static func archive(_ limit: (size: Int, count: Int)) -> [UInt8] {
    var writer = ZipWriter(wideSize: limit.size, wideCount: limit.count)
    for (name, text) in entries { writer.append(name, Array(text.utf8)) }
    return writer.archive()
  }

  @Test(arguments: limits)
  func isReadBack(limit: (size: Int, count: Int)) throws {
    let archive = try ZipArchive(Self.archive(limit))
    #expect(archive.names == Self.entries.map(\.0))
    for (name, text) in Self.entries {
      #expect(try archive.contents(of: name).elementsEqual(text.utf8), "\(name)")
    }
  }

  @Test(arguments: limits)
  func contentsAreAligned(limit: (size: Int, count: Int)) throws {
    let bytes = Self.archive(limit)
    let text = Array(Self.entries[1].1.utf8)
    let start = try #require(bytes.indices.first { bytes[$0...].starts(with: text) })
    #expect(start % 64 == 0)
  }

  /// More entries than the last record of the original format can count.
  @Test func countsManyEntries() throws {
    var writer = ZipWriter()
    let count = Int(UInt16.max) + 1
    for n in 0..<count { writer.append("\(n)", []) }
    #expect(try ZipArchive(writer.archive()).names.count == count)
  }

  /// All ones in a field mean that the number stands elsewhere, so that the largest number of a field is a wide one.
  @Test func onlyLargeArchivesHaveWideRecords() {
    func hasWideEnd(_ bytes: [UInt8]) -> Bool {
      bytes.indices.contains { bytes[$0...].starts(with: [0x50, 0x4B, 6, 6]) }
    }
    #expect(Self.limits.map { hasWideEnd(Self.archive($0)) } == [false, true, true, true])
    #expect(hasWideEnd(Self.archive((size: 10_000, count: 3))))
    #expect(!hasWideEnd(Self.archive((size: 10_000, count: 4))))
  }

  @Test(
    .enabled(if: Python(importing: "zipfile") != nil, "no Python"), arguments: limits)
  func pythonReadsIt(limit: (size: Int, count: Int)) throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try FileBytes.write(Self.archive(limit), to: folder.path("a.zip"))
    let script =
      "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; "
      + "print([(i.filename, z.read(i).decode()) for i in z.infolist()] == \(Self.pythonEntries))"
    #expect(Python(importing: "zipfile")?.run(script, [folder.path("a.zip")]) == "True\n")
  }

  private static var pythonEntries: String {
    "[\(entries.map { "('\($0.0)', '\($0.1)')" }.joined(separator: ", "))]"
  }
}
