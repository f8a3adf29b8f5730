/// The checksum of zip archives: CRC-32 with the reflected polynomial 0xEDB88320, four bytes a step.
enum CRC32 {
  static func checksum(_ bytes: UnsafeRawBufferPointer) -> UInt32 {
    tables.withUnsafeBufferPointer { table in
      var crc = ~UInt32(0)
      var position = 0
      while position + 4 <= bytes.count {
        crc ^= UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position, as: UInt32.self))
        crc =
          table[768 + Int(crc & 0xFF)] ^ table[512 + Int((crc >> 8) & 0xFF)]
          ^ table[256 + Int((crc >> 16) & 0xFF)] ^ table[Int(crc >> 24)]
        position += 4
      }
      while position < bytes.count {
        crc = table[Int((crc ^ UInt32(bytes[position])) & 0xFF)] ^ (crc >> 8)
        position += 1
      }
      return ~crc
    }
  }

  /// Four tables of 256: table n gives the effect of a byte n places before the last.
  private static let tables: [UInt32] = {
    var tables: [UInt32] = []
    for byte in 0..<UInt32(256) {
      var crc = byte
      for _ in 0..<8 { crc = crc & 1 == 1 ? 0xEDB8_8320 ^ (crc >> 1) : crc >> 1 }
      tables.append(crc)
    }
    for n in 256..<1024 { tables.append(tables[Int(tables[n - 256] & 0xFF)] ^ (tables[n - 256] >> 8)) }
    return tables
  }()
}
