import KANFiles

/// Builds a safetensors file; equal contents give equal bytes.
struct SafetensorsWriter {
  /// The strings under `__metadata__`.
  var metadata: [String: String] = [:]
  private var entries: [(name: String, shape: [Int], range: Range<Int>)] = []
  private var data: [UInt8] = []

  /// Appends a tensor of type F64, last index fastest; names must differ.
  mutating func append(_ name: String, shape: [Int], _ values: [Double]) {
    precondition(SafetensorsReader.product(shape) == values.count, "the shape of \(name) must fit its values")
    precondition(!entries.contains { $0.name == name }, "the tensor \(name) must be written once")
    let start = data.count
    data.reserveCapacity(start + 8 * values.count)
    for value in values {
      withUnsafeBytes(of: value.bitPattern.littleEndian) { data.append(contentsOf: $0) }
    }
    entries.append((name, shape, start..<data.count))
  }

  /// Records the checksum of all contents so far; must be called last.
  mutating func noteChecksum() {
    let tensors = entries.map {
      (name: $0.name, type: SafetensorsType.float64.rawValue, shape: $0.shape, range: $0.range)
    }
    metadata[SafetensorsChecksum.key] =
      SafetensorsChecksum(metadata: metadata, tensors: tensors, data: data[...]).text
  }

  /// The whole file; the header is padded with spaces so that the numbers are aligned to 8 bytes.
  func bytes() -> [UInt8] {
    let strings = metadata.sorted { $0.key < $1.key }
      .map { "\(JSONValue.quoted($0.key)):\(JSONValue.quoted($0.value))" }.joined(separator: ",")
    let members =
      ["\"__metadata__\":{\(strings)}"]
      + entries.map { entry in
        let shape = entry.shape.map(String.init).joined(separator: ",")
        return "\(JSONValue.quoted(entry.name)):{\"dtype\":\"F64\",\"shape\":[\(shape)],"
          + "\"data_offsets\":[\(entry.range.lowerBound),\(entry.range.upperBound)]}"
      }
    var header = Array("{\(members.joined(separator: ","))}".utf8)
    while header.count % 8 != 0 { header.append(UInt8(ascii: " ")) }
    return withUnsafeBytes(of: UInt64(header.count).littleEndian) { Array($0) } + header + data
  }
}
