import KANFiles

/// The checksum of the contents of a safetensors file: CRC-32 of its metadata, the descriptions of its tensors and its data.
///
/// It does not depend on how the contents are written: another program may order the header differently. The entry of the metadata
/// that contains it is left out. Every single flipped bit changes it.
struct SafetensorsChecksum {
  /// The key of the metadata that contains it.
  static let key = "checksum"

  private var running: UInt32 = 0

  /// Computes it from the parts of a file; `range` counts from the first byte of `data`.
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

  /// The checksum as it is written in the metadata.
  var text: String { "crc32:" + CRC32.text(running) }

  /// Adds a text, and a byte that does not occur in UTF-8 to mark its end.
  private mutating func add(_ text: String) {
    (Array(text.utf8) + [0xFF]).withUnsafeBytes { running = CRC32.checksum($0, after: running) }
  }
}
