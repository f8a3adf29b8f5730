/// Bounds-checked reads of little-endian numbers: `nil` beyond the end, whatever the offset.
extension [UInt8] {
  func uint16(at offset: Int) -> UInt16? { number(at: offset) }
  func uint32(at offset: Int) -> UInt32? { number(at: offset) }
  /// A 64-bit size; values beyond the range of `Int` become the largest `Int`.
  func size(at offset: Int) -> Int? { (number(at: offset) as UInt64?).map { Int(clamping: $0) } }

  private func number<Number: FixedWidthInteger>(at offset: Int) -> Number? {
    let size = MemoryLayout<Number>.size
    guard offset >= 0, size <= count, offset <= count - size else { return nil }
    return withUnsafeBytes {
      Number(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: Number.self))
    }
  }

  /// The range of `length` bytes from `offset` on, if there are that many.
  func range(_ offset: Int, length: Int) -> Range<Int>? {
    guard offset >= 0, length >= 0, offset <= count, length <= count - offset else { return nil }
    return offset..<offset + length
  }
}

extension FixedWidthInteger {
  /// The bytes of the number, lowest first.
  package var littleEndianBytes: [UInt8] { withUnsafeBytes(of: littleEndian) { Array($0) } }
}
