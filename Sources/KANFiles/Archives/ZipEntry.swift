/// The directory entry of one file in a zip archive.
struct ZipEntry {
  let name: String
  let method: UInt16
  let flags: UInt16
  let checksum: UInt32
  /// The length of the file.
  let size: Int
  /// The stored length.
  let storedSize: Int
  let headerOffset: Int

  /// The name for messages.
  var quotedName: String { "\"\(name.prefix(60))\"" }

  /// The reason why the entry cannot be used, known before anything is read; `nil` if there is none.
  var objection: String? {
    if flags & 1 != 0 { return "is encrypted" }
    if method != 0 && method != 8 { return "is compressed by method \(method), which is not supported" }
    if method == 0 && size != storedSize { return "has inconsistent lengths" }
    return nil
  }

  /// The entry whose record in the directory begins at `offset`, and where the next one begins.
  init?(_ bytes: [UInt8], at offset: Int, next: inout Int) {
    guard bytes.uint32(at: offset) == 0x0201_4B50, let flags = bytes.uint16(at: offset + 8),
      let method = bytes.uint16(at: offset + 10), let checksum = bytes.uint32(at: offset + 16),
      let narrowStored = bytes.uint32(at: offset + 20), let narrowSize = bytes.uint32(at: offset + 24),
      let nameLength = bytes.uint16(at: offset + 28), let extraLength = bytes.uint16(at: offset + 30),
      let commentLength = bytes.uint16(at: offset + 32), let narrowOffset = bytes.uint32(at: offset + 42),
      let nameRange = bytes.range(offset + 46, length: Int(nameLength)),
      let extra = bytes.range(nameRange.upperBound, length: Int(extraLength)),
      let comment = bytes.range(extra.upperBound, length: Int(commentLength)),
      let name = String(validating: bytes[nameRange], as: UTF8.self)
    else { return nil }
    var wide = Self.wideFields(bytes, extra)[...]
    // Fields that overflow 32 bits are all ones and continue, in this order, in the ZIP64 extra field.
    func widened(_ narrow: UInt32) -> Int? { narrow == .max ? wide.popFirst() : Int(narrow) }
    guard let size = widened(narrowSize), let stored = widened(narrowStored),
      let header = widened(narrowOffset)
    else { return nil }
    (self.name, self.method, self.flags, self.checksum) = (name, method, flags, checksum)
    (self.size, storedSize, headerOffset) = (size, stored, header)
    next = comment.upperBound
  }

  /// The 64-bit numbers of the ZIP64 extra field (kind 1) among the extra fields in `range`.
  private static func wideFields(_ bytes: [UInt8], _ range: Range<Int>) -> [Int] {
    var offset = range.lowerBound
    while offset + 4 <= range.upperBound, let kind = bytes.uint16(at: offset),
      let length = bytes.uint16(at: offset + 2)
    {
      let end = offset + 4 + Int(length)
      guard end <= range.upperBound else { return [] }
      if kind == 1 {
        return stride(from: offset + 4, to: end - 7, by: 8).compactMap { bytes.size(at: $0) }
      }
      offset = end
    }
    return []
  }
}
