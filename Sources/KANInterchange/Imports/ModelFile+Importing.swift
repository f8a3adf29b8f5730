import KANFiles
import KANModel

extension ModelFile {
  /// Reads a network that was trained by another tool.
  ///
  /// It reads ordinary networks, stacks of linear layers, whose activations `options` must name, also as ONNX files,
  /// which contain the activations, if the package is built with the trait `ONNX`; efficient-kan's `state_dict` as
  /// safetensors or as saved by torch (`.pt`, `.pth`); and pykan 0.2's pair `NAME_config.yml`, `NAME_state`, given by
  /// either file or the bare `NAME`. Knots are taken verbatim and the tools' own continuation outside the grid is kept,
  /// so that outputs agree up to rounding everywhere. No code in a file is ever run.
  ///
  /// - Parameters:
  ///   - path: The path of the file, or the common part of the paths of pykan's two files.
  ///   - options: What the file does not contain: names, and for ordinary networks activations and ranges.
  /// - Throws: An error that says in one sentence what is wrong with the file and what to do.
  public init(importing path: String, options: ModelFile.ImportOptions = ModelFile.ImportOptions()) throws {
    for suffix in ["_config.yml", "_state"] where path.hasSuffix(suffix) {
      let stem = String(path.dropLast(suffix.count))
      try self.init(pykanConfiguration: "\(stem)_config.yml", state: "\(stem)_state", options: options)
      return
    }
    if !FileBytes.exists(path), FileBytes.exists("\(path)_config.yml") {
      try self.init(pykanConfiguration: "\(path)_config.yml", state: "\(path)_state", options: options)
      return
    }
    try self.init(importing: Self.fileBytes(path), options: options)
  }

  private init(pykanConfiguration: String, state: String, options: ModelFile.ImportOptions) throws {
    try self.init(
      importingPykan: Self.fileBytes(pykanConfiguration), state: Self.fileBytes(state), options: options)
  }

  /// Reads the bytes of a file of tensors, an ordinary network or one of efficient-kan, or of an ONNX file.
  ///
  /// - Parameters:
  ///   - bytes: The content of the file.
  ///   - options: What the file does not contain: names, and for ordinary networks activations and ranges.
  /// - Throws: An error if the bytes are damaged or of an unknown kind, if they are a model file already, if they
  /// contain an architecture or a function that is not known here, if the options do not suit the network, or for an
  /// ONNX file if the package is built without the trait `ONNX`.
  public init(importing bytes: [UInt8], options: ModelFile.ImportOptions = ModelFile.ImportOptions()) throws {
    if ONNXFile.isLikely(bytes) {
      guard options.activations == nil else {
        throw InterchangeError.badCheckpoint(
          place: "the activations", reason: "an ONNX file contains them; leave them out")
      }
      self.init(
        network: try ONNXFile.network(bytes, options: options), provenance: ["imported": "feed-forward"])
      return
    }
    if let kind = ForeignKind.ofFile(startingWith: bytes) { throw kind.error }
    let source: any TensorSource
    if TorchFile.isLikely(bytes) {
      source = try TorchFile(bytes)
    } else {
      // The header must begin with a brace; otherwise the file is something else.
      guard bytes.count >= 9, bytes[8] == UInt8(ascii: "{") else { throw Self.unknownKind }
      let file = try SafetensorsReader(bytes)
      guard file.metadata["format"] != ModelFormat.name else {
        throw InterchangeError.unsupportedKind("a model file of SwiftKAN already", advice: "use it as it is")
      }
      source = file
    }
    if FeedForwardReader.isLikely(source.shapes) {
      let network = try FeedForwardReader(source, options: options).network()
      self.init(network: network, provenance: ["imported": "feed-forward"])
      return
    }
    guard options.activations == nil, options.ranges.isEmpty else {
      throw InterchangeError.badCheckpoint(
        place: "the activations and ranges",
        reason: "they apply to ordinary networks; leave them out for a KAN")
    }
    let network = try EfficientKANReader(source, options: options).network()
    self.init(network: network, provenance: Self.provenance(of: network, tool: "efficient-kan"))
  }

  /// Reads the bytes of pykan's two files.
  ///
  /// - Parameters:
  ///   - configuration: The content of `NAME_config.yml`.
  ///   - state: The content of `NAME_state`.
  ///   - options: What the files do not contain: the names of the features, and functions that users have added.
  /// - Throws: An error if one of the files is damaged, if they do not belong together, or if they contain
  /// what is not known here.
  public init(
    importingPykan configuration: [UInt8], state: [UInt8],
    options: ModelFile.ImportOptions = ModelFile.ImportOptions()
  ) throws {
    let configuration = try PykanConfiguration(
      YAMLParser.document(configuration), length: configuration.count)
    let network = try PykanReader(configuration, TorchFile(state), options: options).network()
    self.init(network: network, provenance: Self.provenance(of: network, tool: "pykan"))
  }

  /// The error for files of unknown kinds.
  static let unknownKind = InterchangeError.unsupportedKind(
    "not a network in a known format",
    advice:
      "give the state_dict of an ordinary network or of efficient-kan (.safetensors, .pt), an ONNX file, or the pair NAME_config.yml "
      + "and NAME_state of pykan 0.2")

  private static func provenance(of network: Network, tool: String) -> [String: String] {
    let box = network.trainingBox.map { "\($0.lowerBound)...\($0.upperBound)" }.joined(separator: ", ")
    return ["imported": tool, "trained on": "the ranges of its own grids: \(box)"]
  }
}

/// The final steps of all readers.
enum ImportedNetwork {
  /// Builds a network with named features from layers and checks it.
  static func network(
    _ layers: [Layer], outputShifts: [Double]? = nil, options: ModelFile.ImportOptions
  ) throws(InterchangeError) -> Network {
    let inputCount = layers.first?.inputCount ?? 0
    let outputCount = layers.last?.outputCount ?? 0
    guard inputCount > 0, outputCount > 0 else {
      throw .badCheckpoint(place: "its layers", reason: "there are none")
    }
    let names = options.names ?? (1...inputCount).map { "x\($0)" }
    guard names.count == inputCount || names.count == inputCount + outputCount else {
      throw .badCheckpoint(
        place: "the names",
        reason: "\(names.count) were given for \(inputCount) inputs and \(outputCount) outputs; "
          + "name all inputs, or all inputs and then all outputs")
    }
    let outputNames =
      names.count > inputCount
      ? Array(names[inputCount...]) : outputCount == 1 ? ["y"] : (1...outputCount).map { "y\($0)" }
    let network = Network(
      inputs: names.prefix(inputCount).map { Network.Feature(name: $0) },
      outputs: outputNames.enumerated().map { j, name in
        Network.Feature(name: name, shift: outputShifts?[j] ?? 0)
      },
      layers: layers, outside: .fading)
    do {
      try network.validated()
    } catch { throw .badNetwork(reason: error.description) }
    return network
  }

  /// The grid of one input, with its knots unchanged.
  static func grid(_ knots: ArraySlice<Double>, order: Int, place: String) throws(InterchangeError)
    -> KnotGrid
  {
    guard knots.allSatisfy(\.isFinite) else {
      throw .badCheckpoint(place: place, reason: "its knots are not all finite numbers")
    }
    guard zip(knots, knots.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw .badCheckpoint(
        place: place,
        reason: "its knots do not increase strictly; a constant or discrete column makes knots coincide, so "
          + "train without it or with a more uniform grid (grid_eps nearer 1)")
    }
    return KnotGrid(knots: Array(knots), order: order)
  }

  /// The order k that follows from the numbers of knots and bases, checked against the supported orders.
  static func order(knots: Int, bases: Int, place: String) throws(InterchangeError) -> Int {
    let order = knots - bases - 1
    guard bases > order else {
      throw .badCheckpoint(place: place, reason: "\(knots) knots do not fit \(bases) coefficients")
    }
    guard (1...5).contains(order) else {
      throw .badCheckpoint(
        place: place, reason: "its splines have order \(order), but only 1 to 5 are supported")
    }
    return order
  }
}
