/// The directory of a zip archive and its stored entries, ZIP64 included; nothing is decompressed.
///
/// Every offset and length is checked against the file before use, and the entries together may not be
/// longer than the file, so that a small hostile file cannot ask for much memory.
/// Source: PKWARE APPNOTE 6.3.10, sections 4.3 and 4.5.3.
struct ZipArchive {
  struct Entry {
    let name: String
    let method: UInt16
    let flags: UInt16
    let crc: UInt32
    let size: Int
    let storedSize: Int
    let headerOffset: Int

    /// The name that `np.savez` was given.
    var arrayName: String { name.hasSuffix(".npy") ? String(name.dropLast(4)) : name }
  }

  private let bytes: LittleEndianBytes
  /// The files of the archive, folders left out, in the order of the directory.
  let entries: [Entry]

  /// Reads the directory.
  init(_ archive: UnsafeRawBufferPointer) throws(DataError) {
    bytes = LittleEndianBytes(bytes: archive)
    entries = try Self.entries(bytes)
  }

  private static func damaged(_ reason: String) -> DataError { .malformedArchive(reason: reason) }

  /// The bytes of a stored entry, its checksum verified.
  func contents(of entry: Entry) throws(DataError) -> UnsafeRawBufferPointer {
    guard entry.flags & 1 == 0 else { throw Self.damaged("\(entry.name) is encrypted") }
    guard entry.method == 0 else { throw .compressedArchive(entry: entry.arrayName) }
    let header = entry.headerOffset
    guard bytes.uint32(header) == 0x0403_4B50, let nameLength = bytes.uint16(header + 26),
      let extraLength = bytes.uint16(header + 28)
    else { throw Self.damaged("the entry \(entry.name) is not where the directory says") }
    guard entry.size == entry.storedSize,
      let contents = bytes.slice(header + 30 + Int(nameLength) + Int(extraLength), count: entry.size)
    else { throw Self.damaged("the entry \(entry.name) is cut off") }
    guard CRC32.checksum(contents) == entry.crc else {
      throw Self.damaged("the checksum of \(entry.name) is wrong")
    }
    return contents
  }

  private static func entries(_ bytes: LittleEndianBytes) throws(DataError) -> [Entry] {
    var (offset, count) = try directory(bytes)
    var entries: [Entry] = []
    var names: Set<String> = []
    var total = 0
    for _ in 0..<count {
      guard let (entry, next) = entry(bytes, at: offset) else { throw damaged("its directory is cut off") }
      offset = next
      if entry.name.hasSuffix("/") { continue }
      guard names.insert(entry.name).inserted else { throw damaged("it holds \(entry.name) twice") }
      total += entry.storedSize
      guard total <= bytes.count else { throw damaged("its entries overlap") }
      entries.append(entry)
    }
    return entries
  }

  /// Where the directory starts and how many entries it has, from the record at the end of the file.
  private static func directory(_ bytes: LittleEndianBytes) throws(DataError) -> (offset: Int, count: Int) {
    // A comment of up to 65,535 bytes may follow the record of 22 bytes.
    let last = bytes.count - 22
    let candidates = stride(from: last, through: max(0, last - 65_535), by: -1)
    guard last >= 0,
      let end = candidates.first(where: { offset in
        bytes.uint32(offset) == 0x0605_4B50
          && bytes.uint16(offset + 20).map { Int($0) == last - offset } ?? false
      }),
      let count = bytes.uint16(end + 10), let offset = bytes.uint32(end + 16)
    else { throw damaged("it is cut off") }
    guard count == 0xFFFF || offset == 0xFFFF_FFFF, bytes.uint32(end - 20) == 0x0706_4B50 else {
      return (Int(offset), Int(count))
    }
    // ZIP64: the locator before the record points to a record with wide fields.
    guard let wide = bytes.int(end - 12), bytes.uint32(wide) == 0x0606_4B50,
      let wideCount = bytes.int(wide + 32),
      let wideOffset = bytes.int(wide + 48)
    else { throw damaged("its ZIP64 directory is not readable") }
    return (wideOffset, wideCount)
  }

  private static func entry(_ bytes: LittleEndianBytes, at offset: Int) -> (entry: Entry, next: Int)? {
    guard bytes.uint32(offset) == 0x0201_4B50, let flags = bytes.uint16(offset + 8),
      let method = bytes.uint16(offset + 10), let crc = bytes.uint32(offset + 16),
      let narrowStored = bytes.uint32(offset + 20), let narrowSize = bytes.uint32(offset + 24),
      let nameLength = bytes.uint16(offset + 28), let extraLength = bytes.uint16(offset + 30),
      let commentLength = bytes.uint16(offset + 32), let narrowOffset = bytes.uint32(offset + 42),
      let name = bytes.slice(offset + 46, count: Int(nameLength))
    else { return nil }
    let extra = offset + 46 + Int(nameLength)
    var wide = wideFields(bytes, extra..<extra + Int(extraLength))[...]
    // Fields that overflow 32 bits are all ones and continue, in this order, in the ZIP64 extra field.
    func widened(_ narrow: UInt32) -> Int? { narrow == 0xFFFF_FFFF ? wide.popFirst() : Int(narrow) }
    guard let size = widened(narrowSize), let stored = widened(narrowStored),
      let header = widened(narrowOffset), stored <= bytes.count, header <= bytes.count
    else { return nil }
    let entry = Entry(
      name: String(decoding: name, as: UTF8.self), method: method, flags: flags, crc: crc, size: size,
      storedSize: stored, headerOffset: header)
    return (entry, extra + Int(extraLength) + Int(commentLength))
  }

  /// The 64-bit numbers of the ZIP64 extra field (kind 1) among the extra fields in `range`.
  private static func wideFields(_ bytes: LittleEndianBytes, _ range: Range<Int>) -> [Int] {
    var offset = range.lowerBound
    while offset + 4 <= range.upperBound, let kind = bytes.uint16(offset),
      let length = bytes.uint16(offset + 2)
    {
      let end = offset + 4 + Int(length)
      guard end <= range.upperBound else { return [] }
      if kind == 1 { return stride(from: offset + 4, to: end - 7, by: 8).map { bytes.int($0) ?? .max } }
      offset = end
    }
    return []
  }
}
