import KANFiles

/// Builds a file that `torch.load` reads, also with its safe defaults: an ordered dictionary of F64 tensors.
struct TorchWriter {
  private var tensors: [(name: String, shape: [Int], values: [Double])] = []

  /// Appends a tensor, last index fastest; names must differ.
  mutating func append(_ name: String, shape: [Int], _ values: [Double]) {
    precondition(SafetensorsReader.product(shape) == values.count, "the shape of \(name) must fit its values")
    tensors.append((name, shape, values))
  }

  /// The whole file; equal contents give equal bytes.
  func bytes() -> [UInt8] {
    var storages: [[UInt8]] = []
    var pickle = PickleText()
    pickle.orderedDictionary()
    pickle.mark()
    for (n, tensor) in tensors.enumerated() {
      pickle.text(tensor.name)
      pickle.tensor(storage: n, shape: tensor.shape)
      storages.append(tensor.values.flatMap { $0.bitPattern.littleEndianBytes })
    }
    pickle.setItems()
    return Self.archive(pickle.end(), storages)
  }

  /// The output of `torch.save(None, …)`.
  static func none() -> [UInt8] { archive([0x80, 2, UInt8(ascii: "N"), UInt8(ascii: ".")], []) }

  private static func archive(_ pickle: [UInt8], _ storages: [[UInt8]]) -> [UInt8] {
    var zip = ZipWriter()
    zip.append("archive/data.pkl", pickle)
    zip.append("archive/byteorder", Array("little".utf8))
    for (n, storage) in storages.enumerated() { zip.append("archive/data/\(n)", storage) }
    zip.append("archive/version", Array("3\n".utf8))
    return zip.archive()
  }
}

/// The instructions of a pickle (protocol 2) for tensors in a dictionary.
private struct PickleText {
  private var bytes: [UInt8] = [0x80, 2]

  private mutating func global(_ module: String, _ name: String) {
    bytes += Array("c\(module)\n\(name)\n".utf8)
  }

  mutating func mark() { bytes.append(UInt8(ascii: "(")) }
  mutating func setItems() { bytes.append(UInt8(ascii: "u")) }

  mutating func orderedDictionary() {
    global("collections", "OrderedDict")
    bytes += Array(")R".utf8)
  }

  mutating func text(_ text: String) {
    bytes += [UInt8(ascii: "X")] + UInt32(text.utf8.count).littleEndianBytes + Array(text.utf8)
  }

  private mutating func integer(_ value: Int) {
    bytes += [UInt8(ascii: "J")] + Int32(truncatingIfNeeded: value).littleEndianBytes
  }

  private mutating func tuple(_ values: [Int]) {
    mark()
    for value in values { integer(value) }
    bytes.append(UInt8(ascii: "t"))
  }

  /// _rebuild_tensor_v2(storage, offset, shape, strides, requires_grad, hooks).
  mutating func tensor(storage: Int, shape: [Int]) {
    let count = shape.reduce(1, *)
    var strides: [Int] = []
    var stride = 1
    for length in shape.reversed() {
      strides.insert(stride, at: 0)
      stride *= max(length, 1)
    }
    global("torch._utils", "_rebuild_tensor_v2")
    mark()
    mark()
    text("storage")
    global("torch", "DoubleStorage")
    text(String(storage))
    text("cpu")
    integer(count)
    bytes += Array("tQ".utf8)
    integer(0)
    tuple(shape)
    tuple(strides)
    bytes.append(0x89)
    orderedDictionary()
    bytes += Array("tR".utf8)
  }

  mutating func end() -> [UInt8] { bytes + [UInt8(ascii: ".")] }
}
