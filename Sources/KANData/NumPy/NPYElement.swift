/// The kind of number in a NumPy array, from its `descr` text such as `<f8`.
struct NPYElement: Hashable {
  enum Kind: Character {
    case float = "f"
    case signed = "i"
    case unsigned = "u"
    case boolean = "b"
  }

  let kind: Kind
  /// Bytes per element.
  let size: Int
  let isBigEndian: Bool

  /// `nil` for unsupported types: text, objects, records, complex numbers, half precision.
  init?(descr: String) {
    let characters = Array(descr)
    guard characters.count == 3, let kind = Kind(rawValue: characters[1]),
      let size = characters[2].wholeNumberValue
    else { return nil }
    switch (kind, size) {
    case (.float, 4), (.float, 8), (.signed, 1), (.signed, 2), (.signed, 4), (.signed, 8), (.unsigned, 1),
      (.unsigned, 2), (.unsigned, 4), (.unsigned, 8), (.boolean, 1):
      break
    default: return nil
    }
    switch characters[0] {
    case "<", "|": isBigEndian = false
    case ">": isBigEndian = true
    case "=": isBigEndian = UInt16(bigEndian: 1) == 1
    default: return nil
    }
    self.kind = kind
    self.size = size
  }

  /// The first `count` elements of `bytes`.
  func convert(_ bytes: UnsafeRawBufferPointer, count: Int, into numbers: UnsafeMutablePointer<Double>) {
    // The common types are converted without a branch per number.
    if kind == .float, !isBigEndian, size == 4 {
      for n in 0..<count {
        let bits = bytes.loadUnaligned(fromByteOffset: 4 * n, as: UInt32.self)
        numbers[n] = Double(Float(bitPattern: UInt32(littleEndian: bits)))
      }
    } else {
      for n in 0..<count { numbers[n] = value(bytes, at: n * size) }
    }
  }

  /// The element at byte `offset`; integers beyond 2⁵³ round to the nearest `Double`.
  @inline(__always)
  func value(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Double {
    switch (kind, size) {
    case (.float, 8): Double(bitPattern: load(bytes, offset))
    case (.float, _): Double(Float(bitPattern: load(bytes, offset)))
    case (.signed, 8): Double(load(bytes, offset) as Int64)
    case (.signed, 4): Double(load(bytes, offset) as Int32)
    case (.signed, 2): Double(load(bytes, offset) as Int16)
    case (.signed, _): Double(load(bytes, offset) as Int8)
    case (.unsigned, 8): Double(load(bytes, offset) as UInt64)
    case (.unsigned, 4): Double(load(bytes, offset) as UInt32)
    case (.unsigned, 2): Double(load(bytes, offset) as UInt16)
    case (.unsigned, _): Double(load(bytes, offset) as UInt8)
    case (.boolean, _): bytes[offset] == 0 ? 0 : 1
    }
  }

  @inline(__always)
  private func load<Number: FixedWidthInteger>(_ bytes: UnsafeRawBufferPointer, _ offset: Int) -> Number {
    let raw = bytes.loadUnaligned(fromByteOffset: offset, as: Number.self)
    return isBigEndian ? Number(bigEndian: raw) : Number(littleEndian: raw)
  }
}
