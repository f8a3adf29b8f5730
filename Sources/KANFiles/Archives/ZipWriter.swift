/// Builds a zip archive of stored entries, their contents aligned to 64 bytes, as torch prefers.
///
/// Numbers that are too large for the fields of the original format follow in fields of 64 bits (ZIP64), which NumPy and PyTorch
/// read as well. Source: PKWARE, .ZIP File Format Specification 6.3.10, sections 4.3 and 4.5.3.
package struct ZipWriter {
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0
  /// The first numbers that no longer fit: all ones in a field say that the number stands elsewhere.
  private let wideSize: Int
  private let wideCount: Int

  /// An empty archive.
  package init() { self.init(wideSize: Int(UInt32.max), wideCount: Int(UInt16.max)) }

  /// An empty archive that has wide fields from smaller sizes, offsets and numbers of entries on, so that tests need no large files.
  init(wideSize: Int, wideCount: Int) { (self.wideSize, self.wideCount) = (wideSize, wideCount) }

  /// Appends an entry; names must differ.
  package mutating func append(_ name: String, _ contents: [UInt8]) {
    let offset = bytes.count
    let name = Array(name.utf8)
    let isWide = contents.count >= wideSize
    // The header of an entry has both sizes in its wide field, or none.
    let wideSizes = isWide ? Self.wideField([contents.count, contents.count]) : []
    let padding = (64 - (offset + 30 + name.count + wideSizes.count + 4) % 64) % 64
    // An extra field of its own kind holds the padding.
    let extra =
      wideSizes + [0x46, 0x42] + UInt16(padding).littleEndianBytes + [UInt8](repeating: 0, count: padding)
    // The directory has a wide field with exactly the numbers that need it: sizes, then the offset.
    let wideNumbers = (isWide ? [contents.count, contents.count] : []) + (offset >= wideSize ? [offset] : [])
    let directoryExtra = wideNumbers.isEmpty ? [] : Self.wideField(wideNumbers)
    let version = UInt16(directoryExtra.isEmpty ? 20 : 45).littleEndianBytes
    let size = narrow(contents.count)
    // UTF-8 names, stored, midnight of 1 January 1980.
    let common: [UInt8] =
      version + UInt16(0x0800).littleEndianBytes + [0, 0, 0, 0, 0x21, 0]
      + CRC32.checksum(contents[...]).littleEndianBytes + size + size + UInt16(name.count).littleEndianBytes
    bytes += [0x50, 0x4B, 3, 4] + common + UInt16(extra.count).littleEndianBytes + name + extra
    bytes += contents
    directory +=
      [0x50, 0x4B, 1, 2] + version + common + UInt16(directoryExtra.count).littleEndianBytes
      + [UInt8](repeating: 0, count: 10) + narrow(offset) + name + directoryExtra
    count += 1
  }

  /// The whole archive.
  package func archive() -> [UInt8] {
    let entries = (count < wideCount ? UInt16(count) : .max).littleEndianBytes
    return bytes + directory + wideEnd() + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + entries + entries
      + narrow(directory.count) + narrow(bytes.count) + [0, 0]
  }

  /// The wide record of the directory and the locator that points to it; nothing if the last record has room for all numbers.
  private func wideEnd() -> [UInt8] {
    guard count >= wideCount || directory.count >= wideSize || bytes.count >= wideSize else { return [] }
    let entries = UInt64(count).littleEndianBytes
    // The record has 44 bytes after its own length; versions 4.5; one disk.
    let version = UInt16(45).littleEndianBytes
    let record: [UInt8] =
      [0x50, 0x4B, 6, 6] + UInt64(44).littleEndianBytes + version + version + [UInt8](repeating: 0, count: 8)
      + entries + entries + UInt64(directory.count).littleEndianBytes + UInt64(bytes.count).littleEndianBytes
    let place = UInt64(bytes.count + directory.count).littleEndianBytes
    return record + [0x50, 0x4B, 6, 7, 0, 0, 0, 0] + place + [1, 0, 0, 0]
  }

  /// A size or an offset in 32 bits; all ones if it stands in a wide field.
  private func narrow(_ number: Int) -> [UInt8] {
    (number < wideSize ? UInt32(number) : .max).littleEndianBytes
  }

  /// The extra field of kind 1.
  private static func wideField(_ numbers: [Int]) -> [UInt8] {
    UInt16(1).littleEndianBytes + UInt16(8 * numbers.count).littleEndianBytes
      + numbers.flatMap { UInt64($0).littleEndianBytes }
  }
}
