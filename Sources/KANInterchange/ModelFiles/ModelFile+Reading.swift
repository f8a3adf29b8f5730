import KANFormula
import KANModel

extension ModelFile {
  /// Reads a model file.
  ///
  /// A damaged or hostile file gives an error, never a trap, and needs memory only in proportion to its length.
  ///
  /// - Parameter path: The path of a file that `write(to:)` wrote.
  /// - Throws: An error if the file cannot be read, is not a model file, has another version of the
  /// format, or is damaged.
  public init(contentsOf path: String) throws {
    try self.init(bytes: Self.fileBytes(path))
  }

  /// Reads a model file from its bytes.
  ///
  /// - Parameter bytes: The content of a file as `bytes()` gives it.
  /// - Throws: An error if the bytes are not those of a model file, have another version of the format, do not match
  /// the checksum that they contain, or describe a network that is not consistent.
  public init(bytes: [UInt8]) throws {
    let file = try SafetensorsReader(bytes)
    guard file.metadata["format"] == ModelFormat.name else { throw InterchangeError.notAModelFile }
    guard let version = file.metadata["version"], version == Self.version else {
      throw InterchangeError.unsupportedVersion(file.metadata["version"] ?? "")
    }
    try file.checkContents()
    func document<Document: Decodable>(
      _ type: Document.Type, _ key: String, reading: (String) -> String = { $0 }
    ) throws(InterchangeError) -> Document? {
      guard let text = file.metadata[key] else { return nil }
      return try MetadataJSON.document(type, from: reading(text), key: key)
    }
    guard let structure = try document(NetworkStructure.self, "network", reading: VisibleJSON.text) else {
      throw InterchangeError.badMetadata(key: "network", reason: "is missing")
    }
    var reader = NetworkReader(structure, from: file)
    self.init(
      network: try reader.network(),
      formulas: try document([Formula].self, "formulas", reading: VisibleJSON.text) ?? [],
      provenance: try document([String: String].self, "provenance") ?? [:])
    columns = try document([Column].self, "columns", reading: VisibleJSON.text) ?? []

    for (key, text) in file.metadata where key.hasPrefix(Self.extraPrefix) {
      extraMetadata[String(key.dropFirst(Self.extraPrefix.count))] = text
    }
    for (name, tensor) in file.tensors where !reader.tensorNames.contains(name) {
      guard name.hasPrefix(Self.extraPrefix) else {
        throw InterchangeError.badTensor(name: name, reason: "does not belong to the network")
      }
      guard tensor.shape.count == 1 else {
        throw InterchangeError.badTensor(name: name, reason: "is not one-dimensional")
      }
      extraTensors[String(name.dropFirst(Self.extraPrefix.count))] = try file.doubles(name)
    }
  }

  /// The prefix of the names of extra tensors and metadata in a file.
  static let extraPrefix = "extra."
}
