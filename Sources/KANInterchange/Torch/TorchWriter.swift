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
