#if ONNX
  import KANFormula
  import KANModel
  import SwiftProtobuf

  /// Converts an ordinary network in an ONNX file to SwiftKAN's form.
  ///
  /// The graph is followed from its one input to its one output. A matrix begins a layer; elementwise operations become the
  /// function of the next layer's edges, in however many nodes they are written (x·σ(x) for SiLU); constants that scale and shift
  /// are folded into the weights. Nothing in a file is run.
  struct ONNXReader {
    let graph: ONNXGraph
    var constants: [String: ONNXNumbers] = [:]
    var signals: [String: ONNXSignal] = [:]
    /// The number of nodes that read a tensor.
    var uses: [String: Int] = [:]
    /// The layers so far, each with the signal that it reads.
    var layers: [(layer: FeedForwardLayer, source: Int?)] = []
    /// The number of weights of all layers so far, including those that were replaced.
    var weightCount = 0

    /// This many weights are half a gigabyte; a few bytes of a file could request any number of copies.
    static let largestWeightCount = 1 << 26
    /// More inputs than any table has.
    private static let largestInputCount = 1 << 20
    /// The longest useful function of an edge; a file of a few bytes could request any length.
    static let largestFunction = 200
    /// The version of the operator set since which operators have had the present meaning.
    private static let oldestOperators = 7

    /// Reads the graph and all constants.
    ///
    /// - Throws: `InterchangeError`, one sentence that says why the file is not valid, or which tensor cannot be read.
    init(_ bytes: [UInt8]) throws(InterchangeError) {
      let model: ONNXModel
      do {
        model = try ONNXModel(serializedBytes: bytes)
      } catch { throw Self.damaged }
      guard model.hasGraph, !model.graph.node.isEmpty else { throw Self.damaged }
      let sets = model.opsetImport.filter { $0.domain.isEmpty || $0.domain == "ai.onnx" }
      guard !sets.isEmpty else { throw Self.damaged }
      for set in sets {
        guard set.version >= Self.oldestOperators else {
          throw .unsupportedKind(
            "an ONNX file of the operator set \(set.version)",
            advice: "convert it to \(Self.oldestOperators) or later (`onnx.version_converter`)")
        }
      }
      graph = model.graph
      for tensor in graph.initializer { constants[tensor.name] = try ONNXNumbers(tensor, name: tensor.name) }
      let inputs = graph.input.filter { constants[$0.name] == nil }
      guard inputs.count == 1, graph.output.count == 1 else {
        throw .unsupportedNetwork(
          place: "the graph of the ONNX file",
          reason:
            "it has \(inputs.count) inputs and \(graph.output.count) outputs, but only networks with one of each are read"
        )
      }
      signals[inputs[0].name] = try Self.input(inputs[0])
    }

    private static let damaged = InterchangeError.unsupportedKind(
      "not an ONNX file or is damaged", advice: "export the network again")

    /// The input, whose rows have one index in addition to that of the samples.
    private static func input(_ value: ONNXValue) throws(InterchangeError) -> ONNXSignal {
      func bad(_ reason: String) -> InterchangeError {
        .badCheckpoint(place: "the input \"\(value.name.onnxName)\"", reason: reason)
      }
      let type = value.type.tensorType
      guard [0, ONNXFormat.float, ONNXFormat.double].contains(type.elemType) else {
        throw bad("it is not a tensor of numbers in single or double precision")
      }
      guard type.hasShape else { return ONNXSignal() }
      guard (1...2).contains(type.shape.dim.count) else {
        throw bad(
          "it has \(type.shape.dim.count) dimensions, but rows of numbers have two")
      }
      guard case .dimValue(let size) = type.shape.dim[type.shape.dim.count - 1].size else {
        return ONNXSignal()
      }
      guard let count = Int(exactly: size), (1...Self.largestInputCount).contains(count) else {
        throw bad("it has \(size) columns")
      }
      return ONNXSignal(count: count)
    }

    /// The network.
    ///
    /// - Throws: `InterchangeError.badCheckpoint` with the node that no stack of such layers can represent.
    mutating func network(_ options: ModelFile.ImportOptions) throws(InterchangeError) -> Network {
      let output = graph.output[0].name
      let nodes = needed(for: output)
      for node in nodes {
        for name in node.input { uses[name, default: 0] += 1 }
      }
      for node in nodes { try read(node) }
      guard let signal = signals[output] else {
        throw .badCheckpoint(
          place: "the output \"\(output.onnxName)\"", reason: "it does not depend on the input of the network"
        )
      }
      return try FeedForwardStack(layers: stack(for: signal)).network(options)
    }

    /// The nodes on which the output depends, in the order of the file, which is an order of computation.
    private func needed(for output: String) -> [ONNXNode] {
      var names: Set = [output]
      var nodes: [ONNXNode] = []
      for node in graph.node.reversed() where node.output.contains(where: names.contains) {
        names.formUnion(node.input)
        nodes.append(node)
      }
      return nodes.reversed()
    }

    /// The layers from the inputs to a signal, and one more if a function comes last.
    private func stack(for signal: ONNXSignal) throws(InterchangeError) -> [FeedForwardLayer] {
      guard let count = signal.count else {
        throw .badCheckpoint(place: "the input", reason: "the number of its columns is not known")
      }
      let (symbol, scales, shifts) = ONNXSymbols.parts(of: signal, count: count)
      var stack: [FeedForwardLayer] = []
      var next = signal.layer
      if signal.isLinear, let last = next {
        var layer = layers[last].layer
        layer.give(scales: scales, shifts: shifts)
        stack.append(layer)
        next = layers[last].source
      } else {
        stack.append(
          try FeedForwardStack.diagonal(
            symbol, scales: scales, shifts: shifts, name: "the output"))
      }
      while let l = next {
        stack.append(layers[l].layer)
        next = layers[l].source
      }
      return stack.reversed()
    }
  }
#endif
