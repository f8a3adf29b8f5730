/// Bounds-checked reads from bytes: `nil` beyond the end, whatever the offset.
struct LittleEndianBytes {
  let bytes: UnsafeRawBufferPointer

  var count: Int { bytes.count }

  /// The bytes from `offset`, if there are `count` of them.
  func slice(_ offset: Int, count: Int) -> UnsafeRawBufferPointer? {
    guard offset >= 0, count >= 0, offset <= bytes.count, count <= bytes.count - offset else { return nil }
    return UnsafeRawBufferPointer(rebasing: bytes[offset..<offset + count])
  }

  func uint16(_ offset: Int) -> UInt16? { load(offset) }
  func uint32(_ offset: Int) -> UInt32? { load(offset) }
  /// A 64-bit number that can be an offset into this file.
  func int(_ offset: Int) -> Int? {
    (load(offset) as UInt64?).flatMap { $0 <= UInt64(bytes.count) ? Int($0) : nil }
  }

  private func load<Number: FixedWidthInteger>(_ offset: Int) -> Number? {
    slice(offset, count: MemoryLayout<Number>.size).map {
      Number(littleEndian: $0.loadUnaligned(as: Number.self))
    }
  }
}
