/// The directory of a zip archive in memory; entries are read where they lie and nothing is unpacked.
///
/// Only what `torch.save` writes is understood: stored entries, one disk, below 4 GB. Names are looked up and
/// never used as paths. Source: PKWARE, .ZIP File Format Specification 6.3.10, sections 4.3.7, 4.3.12, 4.3.16.
struct ZipDirectory {
  /// Where the bytes of an entry lie, and their checksum.
  private struct Entry {
    let range: Range<Int>
    let checksum: UInt32
  }

  /// The names of all entries, in the order of the directory.
  let names: [String]
  private let entries: [String: Entry]
  private let bytes: [UInt8]

  /// Reads and checks the directory.
  init(_ bytes: [UInt8]) throws(InterchangeError) {
    func bad(_ reason: String) -> InterchangeError { .notTorch(reason: reason) }
    guard let end = Self.endRecord(bytes) else { throw bad("its zip directory is missing or cut off") }
    let count = Int(bytes.uint16(end + 10))
    let size = Int(bytes.uint32(end + 12))
    let start = Int(bytes.uint32(end + 16))
    guard bytes.uint32(end + 4) == 0, Int(bytes.uint16(end + 8)) == count else {
      throw bad("it is one of several parts of a zip archive")
    }
    guard start <= end, size <= end - start else { throw bad("its zip directory lies outside the file") }

    var names: [String] = []
    var entries: [String: Entry] = [:]
    var position = start
    for _ in 0..<count {
      guard start + size - position >= 46, bytes.uint32(position) == 0x0201_4B50 else {
        throw bad("its zip directory is damaged")
      }
      let lengths = [28, 30, 32].map { Int(bytes.uint16(position + $0)) }
      let next = position + 46 + lengths.reduce(0, +)
      guard next <= start + size else { throw bad("its zip directory is cut off") }
      let raw = bytes[position + 46..<position + 46 + lengths[0]]
      guard let name = String(validating: raw, as: UTF8.self), !name.isEmpty else {
        throw bad("an entry of its zip directory has no readable name")
      }
      guard !name.hasPrefix("/"), !name.contains("\\"), !name.contains("\0"),
        !name.split(separator: "/").contains("..")
      else { throw bad("its entry \"\(name.prefix(60))\" points out of the archive") }
      guard entries[name] == nil else { throw bad("its entry \"\(name.prefix(60))\" occurs twice") }
      names.append(name)
      entries[name] = try Self.entry(name, at: position, of: bytes, before: start)
      position = next
    }
    try Self.checkOverlaps(entries)
    self.names = names
    self.entries = entries
    self.bytes = bytes
  }

  /// The place of the end record: the last one whose comment reaches exactly to the end of the file.
  private static func endRecord(_ bytes: [UInt8]) -> Int? {
    guard bytes.count >= 22 else { return nil }
    return stride(from: bytes.count - 22, through: max(0, bytes.count - 22 - 0xFFFF), by: -1).first {
      bytes.uint32($0) == 0x0605_4B50 && Int(bytes.uint16($0 + 20)) == bytes.count - 22 - $0
    }
  }

  private static func entry(
    _ name: String, at position: Int, of bytes: [UInt8], before limit: Int
  ) throws(InterchangeError) -> Entry {
    func bad(_ reason: String) -> InterchangeError {
      .notTorch(reason: "its entry \"\(name.prefix(60))\" \(reason)")
    }
    guard bytes.uint16(position + 8) & 1 == 0 else { throw bad("is encrypted") }
    guard bytes.uint16(position + 10) == 0 else {
      throw bad("is compressed, which torch.save never does; load it in Python and save it again")
    }
    let size = bytes.uint32(position + 20)
    guard size == bytes.uint32(position + 24) else { throw bad("has two lengths") }
    let offset = bytes.uint32(position + 42)
    guard size != .max, offset != .max else { throw bad("is larger than this reader takes (4 GB)") }
    let local = Int(offset)
    guard local <= limit - 30, bytes.uint32(local) == 0x0403_4B50 else {
      throw bad("lies nowhere in the file")
    }
    let start = local + 30 + Int(bytes.uint16(local + 26)) + Int(bytes.uint16(local + 28))
    guard start <= limit, Int(size) <= limit - start else { throw bad("reaches beyond the file") }
    return Entry(range: start..<start + Int(size), checksum: bytes.uint32(position + 16))
  }

  private static func checkOverlaps(_ entries: [String: Entry]) throws(InterchangeError) {
    var end = 0
    let sorted = entries.filter { !$0.value.range.isEmpty }.sorted {
      ($0.value.range.lowerBound, $0.key) < ($1.value.range.lowerBound, $1.key)
    }
    for (name, entry) in sorted {
      guard entry.range.lowerBound >= end else {
        throw .notTorch(reason: "its entry \"\(name.prefix(60))\" overlaps another")
      }
      end = entry.range.upperBound
    }
  }

  /// Where the bytes of an entry lie in the file; its checksum is compared first.
  func range(of name: String) throws(InterchangeError) -> Range<Int> {
    guard let entry = entries[name] else {
      throw .notTorch(reason: "its entry \"\(name.prefix(60))\" is missing")
    }
    guard CRC32.checksum(bytes[entry.range]) == entry.checksum else {
      throw .notTorch(reason: "its entry \"\(name.prefix(60))\" does not have its checksum")
    }
    return entry.range
  }

  /// The bytes of an entry.
  func contents(of name: String) throws(InterchangeError) -> ArraySlice<UInt8> { bytes[try range(of: name)] }
}

extension Array<UInt8> {
  /// The little-endian number at a place that the caller has checked.
  func uint16(_ position: Int) -> UInt16 { UInt16(self[position]) | UInt16(self[position + 1]) << 8 }
  /// The little-endian number at a place that the caller has checked.
  func uint32(_ position: Int) -> UInt32 {
    UInt32(uint16(position)) | UInt32(uint16(position + 2)) << 16
  }
}
