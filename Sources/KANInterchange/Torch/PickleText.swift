import KANFiles

/// The instructions of a pickle (protocol 2) for tensors in a dictionary.
struct PickleText {
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

  /// A number of four bytes, or of eight if it needs them, as the number of elements of a large tensor does.
  mutating func integer(_ value: Int) {
    if let short = Int32(exactly: value) {
      bytes += [UInt8(ascii: "J")] + short.littleEndianBytes
    } else {
      bytes += [0x8A, 8] + Int64(value).littleEndianBytes
    }
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
