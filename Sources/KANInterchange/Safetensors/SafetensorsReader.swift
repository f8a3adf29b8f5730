import KANFiles

/// A safetensors file: a header that names tensors, and their bytes without gaps.
///
/// Everything the header says is checked against the file before it is used: no length, offset or shape can reach beyond the
/// existing bytes. Source: https://github.com/huggingface/safetensors, "Format".
struct SafetensorsReader {
  /// One entry of the header.
  struct Tensor {
    let type: SafetensorsType
    let shape: [Int]
    /// The position of the elements in the file.
    let range: Range<Int>
  }

  /// The strings under `__metadata__`.
  let metadata: [String: String]
  /// The tensors by name.
  let tensors: [String: Tensor]

  private let bytes: [UInt8]
  /// The start of the data.
  private let dataStart: Int
  /// The limit of the reference implementation.
  private static let headerLimit = 100_000_000

  /// Reads and checks the header.
  init(_ bytes: [UInt8]) throws(InterchangeError) {
    guard bytes.count >= 8 else { throw .notSafetensors(reason: "it is shorter than 8 bytes") }
    let length = bytes[..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= Self.headerLimit else { throw .notSafetensors(reason: "its header is too long") }
    guard length <= bytes.count - 8 else { throw .notSafetensors(reason: "its header is cut off") }
    let start = 8 + Int(length)
    let header: JSONValue
    do {
      header = try JSONReader.document(bytes[8..<start]).value
    } catch { throw .notSafetensors(reason: "\(error.reason) at byte \(8 + error.position)") }
    guard bytes[8] == UInt8(ascii: "{"), case .object(let members) = header else {
      throw .notSafetensors(reason: "its header is not an object")
    }

    var metadata: [String: String] = [:]
    var tensors: [String: Tensor] = [:]
    for member in members {
      if member.key == "__metadata__" {
        metadata = try Self.metadata(member.value)
      } else {
        tensors[member.key] = try Self.tensor(member, dataStart: start, count: bytes.count)
      }
    }
    try Self.checkTiling(tensors, start: start, end: bytes.count)
    self.metadata = metadata
    self.tensors = tensors
    self.bytes = bytes
    dataStart = start
  }

  /// Throws if the contents of the file do not agree with its checksum; a file without a checksum, such as those of other programs
  /// and earlier versions, is accepted.
  func checkContents() throws(InterchangeError) {
    guard let noted = metadata[SafetensorsChecksum.key] else { return }
    let tensors = tensors.map { name, tensor in
      (
        name: name, type: tensor.type.rawValue, shape: tensor.shape,
        range: tensor.range.lowerBound - dataStart..<tensor.range.upperBound - dataStart
      )
    }
    let found = SafetensorsChecksum(metadata: metadata, tensors: tensors, data: bytes[dataStart...])
    guard noted == found.text else {
      throw .badMetadata(key: SafetensorsChecksum.key, reason: "does not match its contents")
    }
  }

  private static func metadata(_ value: JSONValue) throws(InterchangeError) -> [String: String] {
    guard case .object(let members) = value else {
      throw .badMetadata(key: "__metadata__", reason: "is not an object")
    }
    var metadata: [String: String] = [:]
    for member in members {
      guard case .string(let text) = member.value else {
        throw .badMetadata(key: member.key, reason: "is not a string")
      }
      metadata[member.key] = text
    }
    return metadata
  }

  private static func tensor(
    _ member: JSONMember, dataStart: Int, count: Int
  ) throws(InterchangeError) -> Tensor {
    func bad(_ reason: String) -> InterchangeError { .badTensor(name: member.key, reason: reason) }
    guard case .object(let fields) = member.value, fields.count == 3 else {
      throw bad("is not described by dtype, shape and data_offsets")
    }
    func field(_ key: String) -> JSONValue? { fields.first { $0.key == key }?.value }
    guard case .string(let dtype) = field("dtype"), let type = SafetensorsType(rawValue: dtype) else {
      throw bad("has no known dtype")
    }
    guard let shape = field("shape").flatMap(naturalNumbers), shape.count <= 32 else {
      throw bad("has no readable shape")
    }
    guard let offsets = field("data_offsets").flatMap(naturalNumbers), offsets.count == 2,
      offsets[0] <= offsets[1], offsets[1] <= count - dataStart
    else { throw bad("lies outside the file") }
    guard let elements = product(shape), let size = product([elements, type.size]),
      size == offsets[1] - offsets[0]
    else { throw bad("has a shape that does not fit its bytes") }
    return Tensor(type: type, shape: shape, range: dataStart + offsets[0]..<dataStart + offsets[1])
  }

  private static func naturalNumbers(_ value: JSONValue) -> [Int]? {
    guard case .array(let elements) = value else { return nil }
    var numbers: [Int] = []
    for element in elements {
      guard case .integer(let number) = element.value, number >= 0 else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  /// The product, `nil` beyond 63 bits.
  static func product(_ factors: [Int]) -> Int? {
    var product = 1
    for factor in factors {
      let (next, overflow) = product.multipliedReportingOverflow(by: factor)
      guard !overflow else { return nil }
      product = next
    }
    return product
  }

  /// Tensors must cover the data exactly once: undescribed bytes could hide anything.
  private static func checkTiling(
    _ tensors: [String: Tensor], start: Int, end: Int
  ) throws(InterchangeError) {
    var position = start
    let sorted = tensors.sorted {
      ($0.value.range.lowerBound, $0.value.range.upperBound, $0.key)
        < ($1.value.range.lowerBound, $1.value.range.upperBound, $1.key)
    }
    for (name, tensor) in sorted {
      guard tensor.range.lowerBound == position else {
        throw .badTensor(
          name: name,
          reason: tensor.range.lowerBound < position ? "overlaps another" : "leaves a gap before it")
      }
      position = tensor.range.upperBound
    }
    guard position == end else {
      throw .notSafetensors(reason: "its last \(end - position) bytes belong to no tensor")
    }
  }

  /// The elements of a tensor of type F64 or F32 with the given shape, last index fastest.
  func doubles(_ name: String, shape: [Int]) throws(InterchangeError) -> [Double] {
    guard let tensor = tensors[name] else { throw .badTensor(name: name, reason: "is missing") }
    guard tensor.shape == shape else {
      throw .badTensor(name: name, reason: "has shape \(tensor.shape) instead of \(shape)")
    }
    return try doubles(name)
  }

  /// The elements of a tensor of type F64 or F32, last index fastest.
  func doubles(_ name: String) throws(InterchangeError) -> [Double] {
    guard let tensor = tensors[name] else { throw .badTensor(name: name, reason: "is missing") }
    guard tensor.type == .float64 || tensor.type == .float32 else {
      throw .badTensor(name: name, reason: "has type \(tensor.type.rawValue) instead of F64")
    }
    let offsets = stride(from: tensor.range.lowerBound, to: tensor.range.upperBound, by: tensor.type.size)
    return bytes.withUnsafeBytes { raw in
      func load<Bits: FixedWidthInteger>(_ offset: Int) -> Bits {
        Bits(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: Bits.self))
      }
      return tensor.type == .float64
        ? offsets.map { Double(bitPattern: load($0)) } : offsets.map { Double(Float(bitPattern: load($0))) }
    }
  }
}
