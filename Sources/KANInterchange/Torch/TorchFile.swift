import KANFiles

/// A dictionary of tensors written by `torch.save`: a zip archive of a pickle and raw storages.
///
/// Nothing in the file is run, see `PickleMachine`.
struct TorchFile: TensorSource {
  let shapes: [String: [Int]]
  private let tensors: [String: PickledTensor]
  private let storages: [PickledStorage]
  private let archive: ZipArchive
  private let root: String

  /// The first bytes of files written by torch before version 1.6.
  private static let oldMagic: [UInt8] = [
    0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19,
  ]

  /// Whether a file is probably of this kind, for the choice of a reader.
  static func isLikely(_ bytes: [UInt8]) -> Bool {
    bytes.starts(with: [0x50, 0x4B]) || bytes.starts(with: [0x80, 0x02]) || bytes.starts(with: [0x80, 0x04])
  }

  /// Reads and checks the directory and the pickle; numbers are read on demand.
  init(_ bytes: [UInt8]) throws(InterchangeError) {
    guard !bytes.starts(with: Self.oldMagic) else {
      throw .unsupportedKind(
        "a file written by torch before 1.6", advice: "load it in Python and torch.save it again")
    }
    let archive = try InterchangeError.translating { () throws(FileError) in try ZipArchive(bytes) }
    let pickles = archive.names.filter { $0 == "data.pkl" || $0.hasSuffix("/data.pkl") }
    guard let pickle = pickles.first, pickles.count == 1 else {
      if archive.names.contains(where: { $0.hasSuffix(".npy") }) {
        throw .unsupportedKind("a NumPy archive", advice: "give the file written by torch.save")
      }
      throw .notTorch(reason: "it is a zip archive without a single data.pkl")
    }
    root = String(pickle.dropLast("data.pkl".count))
    if archive.names.contains(root + "byteorder") {
      guard try Self.contents(root + "byteorder", of: archive).elementsEqual("little".utf8) else {
        throw .notTorch(reason: "its numbers are not little-endian")
      }
    }
    var machine = PickleMachine(try Self.contents(pickle, of: archive))
    guard case .dictionary(let top) = try machine.run() else {
      throw .notTorch(reason: "it contains no dictionary of tensors; save model.state_dict()")
    }
    var tensors = try Self.tensors(of: top, in: machine)
    if tensors.isEmpty { tensors = try Self.nestedTensors(of: top, in: machine) }
    guard !tensors.isEmpty else {
      throw .notTorch(reason: "it contains no dictionary of tensors; save model.state_dict()")
    }
    self.tensors = tensors
    shapes = tensors.mapValues(\.shape)
    storages = machine.storages
    self.archive = archive
    try checkAmount(atMost: bytes.count)
  }

  private static func contents(_ name: String, of archive: ZipArchive) throws(InterchangeError) -> ArraySlice<
    UInt8
  > {
    try InterchangeError.translating { () throws(FileError) in try archive.contents(of: name) }
  }

  private static func tensors(
    of place: Int, in machine: PickleMachine
  ) throws(InterchangeError) -> [String: PickledTensor] {
    var tensors: [String: PickledTensor] = [:]
    for (key, value) in machine.dictionaries[place] {
      guard case .text(let name) = key, case .tensor(let tensor) = value else { continue }
      guard tensors.updateValue(machine.tensors[tensor], forKey: name) == nil else {
        throw .badTensor(name: name, reason: "occurs twice")
      }
    }
    return tensors
  }

  /// Training loops often save {"state_dict": …, "epoch": …, "optimizer": …}.
  private static func nestedTensors(
    of place: Int, in machine: PickleMachine
  ) throws(InterchangeError) -> [String: PickledTensor] {
    for (key, value) in machine.dictionaries[place] {
      guard case .text(let name) = key, case .dictionary(let inner) = value,
        ["state_dict", "model_state_dict", "model_state", "model", "net"].contains(name)
      else { continue }
      return try tensors(of: inner, in: machine)
    }
    return [:]
  }

  /// With strides of 0 a few bytes could represent any amount of numbers.
  private func checkAmount(atMost limit: Int) throws(InterchangeError) {
    var total = 0
    for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
      guard let count = SafetensorsReader.product(tensor.shape), count <= limit - total else {
        throw .badTensor(name: name, reason: "describes more numbers than the file contains")
      }
      total += count
    }
  }

  func doubles(_ name: String) throws(InterchangeError) -> [Double] {
    guard let tensor = tensors[name] else { throw .badTensor(name: name, reason: "is missing") }
    let storage = storages[tensor.storage]
    guard storage.scalar == .double || storage.scalar == .float else {
      throw .badTensor(
        name: name, reason: "has numbers of type \(storage.scalar.rawValue) instead of Float or Double")
    }
    guard !storage.key.contains("/") else { throw .badTensor(name: name, reason: "lies outside the archive") }
    let bytes = try Self.contents("\(root)data/\(storage.key)", of: archive)
    let size = storage.scalar.size
    let (length, overflow) = storage.count.multipliedReportingOverflow(by: size)
    guard !overflow, bytes.count == length else {
      throw .badTensor(name: name, reason: "has a storage whose length differs from the stated one")
    }
    guard let count = SafetensorsReader.product(tensor.shape) else {
      throw .badTensor(name: name, reason: "is too large")
    }
    guard count > 0 else { return [] }
    guard let last = Self.lastPlace(tensor), last < storage.count else {
      throw .badTensor(name: name, reason: "extends beyond its storage")
    }
    return bytes.withUnsafeBytes { raw in
      Self.places(tensor, count: count).map { place in
        let offset = place * size
        guard storage.scalar == .double else {
          let bits = raw.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
          return Double(Float(bitPattern: UInt32(littleEndian: bits)))
        }
        let bits = raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        return Double(bitPattern: UInt64(littleEndian: bits))
      }
    }
  }

  /// The position of the last element in the storage; `nil` beyond 63 bits.
  private static func lastPlace(_ tensor: PickledTensor) -> Int? {
    var place = tensor.offset
    for (length, stride) in zip(tensor.shape, tensor.strides) {
      let (reach, first) = (length - 1).multipliedReportingOverflow(by: stride)
      let (next, second) = place.addingReportingOverflow(reach)
      guard !first, !second else { return nil }
      place = next
    }
    return place
  }

  /// The positions of all elements in the storage, last index fastest.
  private static func places(_ tensor: PickledTensor, count: Int) -> [Int] {
    var places = [tensor.offset]
    places.reserveCapacity(count)
    for (length, stride) in zip(tensor.shape, tensor.strides) {
      places = places.flatMap { start in (0..<length).map { start + $0 * stride } }
    }
    return places
  }
}
