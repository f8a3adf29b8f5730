/// Builds a zip archive of stored entries, their contents aligned to 64 bytes, as torch prefers.
package struct ZipWriter {
  private var bytes: [UInt8] = []
  private var directory: [UInt8] = []
  private var count = 0

  /// An empty archive.
  package init() {}

  /// Appends an entry; names must differ.
  package mutating func append(_ name: String, _ contents: [UInt8]) {
    let offset = bytes.count
    let name = Array(name.utf8)
    let padding = (64 - (offset + 30 + name.count + 4) % 64) % 64
    // An extra field of its own kind holds the padding.
    let extra: [UInt8] =
      [0x46, 0x42] + UInt16(padding).littleEndianBytes + [UInt8](repeating: 0, count: padding)
    let checksum = CRC32.checksum(contents[...]).littleEndianBytes
    let size = UInt32(truncatingIfNeeded: contents.count).littleEndianBytes
    // Version 2.0, UTF-8 names, stored, midnight of 1 January 1980.
    let common: [UInt8] =
      UInt16(20).littleEndianBytes + UInt16(0x0800).littleEndianBytes + [0, 0, 0, 0, 0x21, 0] + checksum
      + size + size
      + UInt16(name.count).littleEndianBytes
    bytes += [0x50, 0x4B, 3, 4] + common + UInt16(extra.count).littleEndianBytes + name + extra + contents
    directory +=
      [0x50, 0x4B, 1, 2] + UInt16(20).littleEndianBytes + common + [UInt8](repeating: 0, count: 12)
      + UInt32(truncatingIfNeeded: offset).littleEndianBytes + name
    count += 1
  }

  /// The whole archive.
  package func archive() -> [UInt8] {
    let entries = UInt16(truncatingIfNeeded: count).littleEndianBytes
    return bytes + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + entries + entries
      + UInt32(truncatingIfNeeded: directory.count).littleEndianBytes
      + UInt32(truncatingIfNeeded: bytes.count).littleEndianBytes + [0, 0]
  }
}
