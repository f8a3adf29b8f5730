import KANModel

extension ModelFile {
  /// Writes the network for another tool.
  ///
  /// Tools differ in what they can express. Everything that has an exact form there is converted: scaling of inputs
  /// becomes a separate layer, scaling of outputs goes into the last edges, grids are refined by knot insertion until
  /// they have equal numbers of intervals. The rest is refused, or noted if only values outside the grids differ.
  ///
  /// - Parameters:
  ///   - format: The tool.
  ///   - path: The file, or for pykan the common beginning of its file names.
  ///   - tolerance: The largest deviation of outputs inside the training box from those of this network, as a share of
  ///     the largest output: where inner nodes leave their grids, the tools' splines fade to zero, while SwiftKAN's
  ///     continue as straight lines.
  /// - Returns: Notes for the user: how to load the files, and how far their network is from this one at points
  /// throughout the training box.
  /// - Throws: An error that names the part that the tool cannot express, and one if the network is not consistent or
  /// not finite, or if a file cannot be written.
  public func export(
    to format: ModelFile.ExportFormat, path: String, tolerance: Double = 1e-6
  ) throws -> [String] {
    do {
      try network.validated()
    } catch { throw InterchangeError.badNetwork(reason: error.description) }
    switch format {
    case .json:
      try Self.write([(PlainDescription(self).bytes(), path)])
      return []
    case .pytorch:
      try Self.write([(Array(PyTorchWriter(network).text.utf8), path)])
      return [
        "a module that takes rows: from NAME import Network; in double precision, Network().float() for single"
      ]
    case .onnx:
      try Self.write([(ONNXFile.bytes(self), path)])
      let subject = formulas.isEmpty ? "the network" : "the formula"
      return [
        "\(subject) in single precision: rows of \(network.inputs.map(\.name).joined(separator: ", ")) are the input x"
      ]
    case .efficientKAN:
      let foreign = try ForeignNetwork(network, for: EfficientKANWriter.self, tolerance: tolerance)
      let writer = try EfficientKANWriter(foreign)
      try Self.write([(path.hasSuffix(".safetensors") ? writer.safetensors() : writer.torch(), path)])
      return writer.notes + foreign.notes
    case .pykan:
      let foreign = try ForeignNetwork(network, for: PykanWriter.self, tolerance: tolerance)
      let writer = try PykanWriter(foreign)
      let files = [writer.configuration(), writer.state(), TorchWriter.none()]
      try Self.write(zip(files, format.paths(path)).map { (bytes: $0, path: $1) })
      return writer.notes(path: path) + foreign.notes
    }
  }
}
