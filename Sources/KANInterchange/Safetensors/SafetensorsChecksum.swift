import KANFiles

/// The checksum of all that a safetensors file says: CRC-32 of its metadata, the descriptions of its tensors and its data.
///
/// It is computed from what is said, not from how: another program may write the header in another order. The entry of
/// the metadata that holds it is left out. Every single flipped bit changes it.
struct SafetensorsChecksum {
  /// The entry of the metadata that holds it.
  static let key = "checksum"

  private var running: UInt32 = 0

  /// Of the parts of a file; `range` counts from the first byte of `data`.
  init(
    metadata: [String: String], tensors: [(name: String, type: String, shape: [Int], range: Range<Int>)],
    data: ArraySlice<UInt8>
  ) {
    for (key, value) in metadata.sorted(by: { $0.key < $1.key }) where key != Self.key {
      add(key)
      add(value)
    }
    // Empty tensors may begin where another does.
    let sorted = tensors.sorted {
      ($0.range.lowerBound, $0.range.upperBound, $0.name) < (
        $1.range.lowerBound, $1.range.upperBound, $1.name
      )
    }
    for tensor in sorted {
      add(tensor.name)
      add(tensor.type)
      for number in tensor.shape + [tensor.range.lowerBound, tensor.range.upperBound] { add("\(number)") }
    }
    data.withUnsafeBytes { running = CRC32.checksum($0, after: running) }
  }

  /// As the metadata hold it.
  var text: String { "crc32:" + CRC32.text(running) }

  /// A text, and a byte that no UTF-8 holds to mark its end.
  private mutating func add(_ text: String) {
    (Array(text.utf8) + [0xFF]).withUnsafeBytes { running = CRC32.checksum($0, after: running) }
  }
}
