import KANTestSupport
import Testing

@testable import KANFiles

/// Archives made by Python's `zipfile` and `gzip`, as hexadecimal text.
@Suite struct ArchiveTests {
  /// `zipfile` with two entries, "a.txt" deflated (b"abc" * 40) and "b.txt" stored (b"hello").
  private static let zip = bytes(
    """
    504b03041400000008000000210002f0ae9c080000007800000005000000612e7478744b4c4a4e1c080400504b030414
    00000000000000210086a61036050000000500000005000000622e74787468656c6c6f504b0102140314000000080000
    00210002f0ae9c0800000078000000050000000000000000000000800100000000612e747874504b0102140314000000
    00000000210086a61036050000000500000005000000000000000000000080012b000000622e747874504b0506000000
    000200020066000000530000000000
    """)
  /// `gzip.compress(b"1,2\\n3,4\\n")` twice in a row, as `cat a.gz b.gz` makes it.
  private static let gzip = bytes(
    """
    1f8b080000000000020333d431e232d631e1020047936caf080000001f8b080000000000020333d431e232d631e10200
    47936caf08000000
    """)

  private static func bytes(_ text: String) -> [UInt8] {
    let digits = text.filter(\.isHexDigit)
    return stride(from: 0, to: digits.count, by: 2).compactMap { n in
      let start = digits.index(digits.startIndex, offsetBy: n)
      return UInt8(digits[start..<digits.index(start, offsetBy: 2)], radix: 16)
    }
  }

  @Test func readsStoredAndDeflatedEntries() throws {
    let archive = try ZipArchive(Self.zip)
    #expect(archive.names == ["a.txt", "b.txt"])
    #expect(try archive.contents(of: "a.txt").elementsEqual(String(repeating: "abc", count: 40).utf8))
    #expect(try archive.contents(of: "b.txt").elementsEqual("hello".utf8))
    #expect(throws: FileError.self) { try archive.contents(of: "c.txt") }
  }

  /// A comment may look like the end of an archive: only the record whose comment reaches to the end of the file is it.
  @Test func commentsMayLookLikeTheEnd() throws {
    let comment: [UInt8] = [0x50, 0x4B, 0x05, 0x06] + [UInt8](repeating: 0, count: 30)
    let commented = Self.zip[..<(Self.zip.count - 2)] + [UInt8(comment.count), 0] + comment
    let archive = try ZipArchive(Array(commented))
    #expect(archive.names == ["a.txt", "b.txt"])
    #expect(try archive.contents(of: "b.txt").elementsEqual("hello".utf8))
  }

  @Test func readsGzipInSeveralParts() throws {
    #expect(Gzip.isLikely(Self.gzip))
    #expect(try Gzip.unpacked(Self.gzip) == Array("1,2\n3,4\n1,2\n3,4\n".utf8))
  }

  @Test func refusesEveryTruncation() {
    for length in 0..<Self.zip.count {
      #expect(throws: FileError.self, "\(length) bytes") { try readAll(Array(Self.zip[..<length])) }
    }
    // Whole first parts of a .gz file in several parts are files of their own.
    let part = Self.gzip.count / 2
    for length in 2..<part {
      #expect(throws: FileError.self, "\(length) bytes") { try Gzip.unpacked(Array(Self.gzip[..<length])) }
    }
  }

  /// Every bit flipped once: what is read is what was written, or there is an error.
  @Test func aFlippedBitIsNoticed() {
    for place in Self.zip.indices {
      for bit in 0..<8 {
        var damaged = Self.zip
        damaged[place] ^= 1 << UInt8(bit)
        guard let contents = try? readAll(damaged) else { continue }
        let whole = [Array(String(repeating: "abc", count: 40).utf8), Array("hello".utf8)]
        #expect(contents.allSatisfy(whole.contains), "byte \(place), bit \(bit)")
      }
    }
  }

  /// The directory says 120 bytes come out; a bomb that says little and gives much ends at what it said.
  @Test func anEntryThatGivesMoreThanItSaysIsRefused() throws {
    var bomb = Self.zip
    let directory = try #require(
      bomb.indices.last { bomb[$0...].starts(with: [0x50, 0x4B, 1, 2, 20, 3, 20, 0, 0, 0, 8]) })
    bomb[directory + 24] = 60
    #expect(throws: FileError.damaged(reason: "its entry \"a.txt\" is longer than its stated size")) {
      try ZipArchive(bomb).contents(of: "a.txt")
    }
    bomb.replaceSubrange(directory + 24..<directory + 28, with: [0xFE, 0xFF, 0xFF, 0xFF])
    #expect(throws: FileError.damaged(reason: "its entries would unpack to more than 1024 MiB")) {
      try ZipArchive(bomb)
    }
  }

  private func readAll(_ bytes: [UInt8]) throws -> [[UInt8]] {
    let archive = try ZipArchive(bytes)
    return try archive.names.map { Array(try archive.contents(of: $0)) }
  }
}
