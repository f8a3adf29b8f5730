import CZlib

/// The checksum of zip archives (ISO 3309), by zlib.
enum CRC32 {
  static func checksum(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.withUnsafeBytes { checksum($0, after: 0) }
  }

  /// The checksum of bytes that follow others with the checksum `start`.
  static func checksum(_ bytes: UnsafeRawBufferPointer, after start: UInt32) -> UInt32 {
    // Without an address zlib begins anew.
    guard let address = bytes.baseAddress else { return start }
    return UInt32(crc32_z(UInt(start), address.assumingMemoryBound(to: UInt8.self), bytes.count))
  }
}
