import CZlib

/// The checksum of zip archives and PNG (ISO 3309), by zlib.
package enum CRC32 {
  /// The checksum as eight hexadecimal digits.
  package static func text(of bytes: [UInt8]) -> String { text(checksum(bytes[...])) }

  /// A checksum as eight hexadecimal digits.
  package static func text(_ checksum: UInt32) -> String {
    let digits = String(checksum, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  package static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.withUnsafeBytes { checksum($0, after: 0) }
  }

  /// The checksum of bytes that follow others with the checksum `start`.
  package static func checksum(_ bytes: UnsafeRawBufferPointer, after start: UInt32) -> UInt32 {
    // With a null address zlib would restart the checksum.
    guard let address = bytes.baseAddress else { return start }
    return UInt32(crc32_z(UInt(start), address.assumingMemoryBound(to: UInt8.self), bytes.count))
  }
}
