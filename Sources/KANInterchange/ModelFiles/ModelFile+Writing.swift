import KANModel

extension ModelFile {
  /// Writes the file atomically: the path contains the old file or the new one, never a part of it.
  ///
  /// - Parameter path: The path of the file; one that exists is replaced, but not a link, pipe or device.
  /// - Throws: An error if the network is not consistent or not finite, or if the path cannot be written.
  public func write(to path: String) throws {
    try Self.write([(bytes(), path)])
  }

  /// The bytes of the file; equal contents give equal bytes.
  ///
  /// - Returns: A safetensors file with a checksum of its contents.
  /// - Throws: An error if the network is not consistent or not finite.
  public func bytes() throws -> [UInt8] {
    do {
      try network.validated()
    } catch { throw InterchangeError.badNetwork(reason: error.description) }
    var file = SafetensorsWriter()
    let network = NetworkWriter(network, into: &file)
    file.metadata = [
      "format": ModelFormat.name, "version": Self.version,
      "network": try MetadataJSON.text(network.structure, key: "network"),
      "provenance": try MetadataJSON.text(provenance, key: "provenance"),
    ]
    if !formulas.isEmpty { file.metadata["formulas"] = try MetadataJSON.text(formulas, key: "formulas") }
    if !columns.isEmpty { file.metadata["columns"] = try MetadataJSON.text(columns, key: "columns") }
    for (key, text) in extraMetadata { file.metadata[Self.extraPrefix + key] = text }
    for (name, values) in extraTensors.sorted(by: { $0.key < $1.key }) {
      file.append(Self.extraPrefix + name, shape: [values.count], values)
    }
    file.noteChecksum()
    return file.bytes()
  }
}
