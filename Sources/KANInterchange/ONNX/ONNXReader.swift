#if ONNX
  import KANFormula
  import KANModel
  import SwiftProtobuf

  /// Puts an ordinary network, as a file of the ONNX format describes it, into the form of networks here.
  ///
  /// The graph is followed from its one input to its one output. A matrix begins a layer; what acts on every number by itself becomes the
  /// function of the next layer's edges, however many nodes it is written with (x·σ(x) for SiLU); constants that scale and shift
  /// are folded into the weights. Nothing in a file is run.
  struct ONNXReader {
    private let graph: ONNXGraph
    private var constants: [String: ONNXNumbers] = [:]
    private var signals: [String: ONNXSignal] = [:]
    /// How many nodes read a tensor.
    private var uses: [String: Int] = [:]
    /// The layers met so far, and for each the signal that it reads.
    private var layers: [(layer: FeedForwardLayer, source: Int?)] = []
    /// The weights of all layers met so far, those that were replaced included.
    private var weightCount = 0

    /// So many weights are half a gigabyte; a few bytes of a file could ask for any number of copies.
    private static let largestWeightCount = 1 << 26
    /// More inputs than any table has.
    private static let largestInputCount = 1 << 20
    /// The longest function of an edge that is worth a formula; a file of a few bytes could ask for any length.
    private static let largestFunction = 200
    /// Operators have had the meaning that is read here since this version of the operator set.
    private static let oldestOperators = 7

    /// Reads the graph and all constants.
    ///
    /// - Throws: `InterchangeError`, one sentence that says what the file is not, or which tensor cannot be read.
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
        throw .badCheckpoint(
          place: "the graph of the ONNX file",
          reason:
            "it has \(inputs.count) inputs and \(graph.output.count) outputs, and only networks of one tensor "
            + "each are read; ask it with `kan distil --oracle`")
      }
      signals[inputs[0].name] = try Self.input(inputs[0])
    }

    private static let damaged = InterchangeError.unsupportedKind(
      "no ONNX file or is damaged", advice: "export the network again")

    /// The input, whose rows have one index beside that of the samples.
    private static func input(_ value: ONNXValue) throws(InterchangeError) -> ONNXSignal {
      func bad(_ reason: String) -> InterchangeError {
        .badCheckpoint(place: "the input \"\(value.name.onnxName)\"", reason: reason)
      }
      let type = value.type.tensorType
      guard [0, ONNXFormat.float, ONNXFormat.double].contains(type.elemType) else {
        throw bad("it is no tensor of numbers in single or double precision")
      }
      guard type.hasShape else { return ONNXSignal() }
      guard (1...2).contains(type.shape.dim.count) else {
        throw bad(
          "it has \(type.shape.dim.count) indices, and rows of numbers have one beside that of the rows")
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
    /// - Throws: `InterchangeError.badCheckpoint` with the node that no stack of such layers computes.
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

    /// The nodes that the output depends on, in the order of the file, which is one of computation.
    private func needed(for output: String) -> [ONNXNode] {
      var names: Set = [output]
      var nodes: [ONNXNode] = []
      for node in graph.node.reversed() where node.output.contains(where: names.contains) {
        names.formUnion(node.input)
        nodes.append(node)
      }
      return nodes.reversed()
    }

    /// The layers on the way from the inputs to a signal, and one more where a function comes last.
    private func stack(for signal: ONNXSignal) throws(InterchangeError) -> [FeedForwardLayer] {
      guard let count = signal.count else {
        throw .badCheckpoint(place: "the input", reason: "nothing says how many numbers a row of it has")
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

  // MARK: Nodes

  extension ONNXReader {
    /// What a message says of a node that cannot be read.
    private func refusal(_ node: ONNXNode, _ reason: String) -> InterchangeError {
      let name = node.name.isEmpty ? node.output.first ?? "" : node.name
      return .badCheckpoint(
        place: "the node \"\(name.onnxName)\"", reason: "its operator \(node.opType.onnxName) \(reason)")
    }

    /// Follows one node.
    private mutating func read(_ node: ONNXNode) throws(InterchangeError) {
      guard let output = node.output.first else { return }
      guard ["", "ai.onnx", "ai.onnx.ml"].contains(node.domain) else {
        throw refusal(node, "is of the set \"\(node.domain.onnxName)\", which is not read")
      }
      guard node.attribute.allSatisfy({ $0.f.isFinite }) else {
        throw refusal(node, "has an attribute that is not finite")
      }
      if let stranger = node.input.first(where: { !$0.isEmpty && signals[$0] == nil && constants[$0] == nil })
      {
        throw refusal(node, "reads \"\(stranger.onnxName)\", which no node before it gives")
      }
      guard node.input.contains(where: { signals[$0] != nil }) else {
        constants[output] = try constant(node)
        return
      }
      var signal = try layer(node)
      if signal == nil { signal = try scaling(node) }
      if signal == nil { signal = try passing(node) }
      if signal == nil { signal = try function(node) }
      signals[output] = signal
    }

    private func constant(_ node: ONNXNode) throws(InterchangeError) -> ONNXNumbers {
      let source = node.input.first.flatMap { constants[$0] }
      switch (node.opType, source) {
      case ("Constant", _):
        guard let value = node.attribute.first else { throw refusal(node, "has no value") }
        switch (value.name, value.type) {
        case ("value", ONNXFormat.AttributeType.tensor): return try ONNXNumbers(value.t, name: node.output[0])
        case ("value_float", ONNXFormat.AttributeType.float):
          return ONNXNumbers(shape: [], values: [Double(value.f)])
        case ("value_int", ONNXFormat.AttributeType.integer):
          return ONNXNumbers(shape: [], values: [Double(value.i)])
        case ("value_floats", ONNXFormat.AttributeType.floats):
          return ONNXNumbers(shape: [value.floats.count], values: value.floats.map(Double.init))
        case ("value_ints", ONNXFormat.AttributeType.integers):
          return ONNXNumbers(shape: [value.ints.count], values: value.ints.map(Double.init))
        default: throw refusal(node, "holds no tensor of numbers")
        }
      case ("Identity", let source?): return source
      case ("Cast", let source?):
        try checkCast(node)
        return source
      case ("Transpose", let source?):
        guard let result = source.transposed else { throw refusal(node, "is of no matrix") }
        return result
      default:
        throw refusal(node, "computes with constants, which is not done here; export with constants folded")
      }
    }

    private func checkCast(_ node: ONNXNode) throws(InterchangeError) {
      guard [Int(ONNXFormat.float), Int(ONNXFormat.double)].contains(node.integer("to")) else {
        throw refusal(node, "changes to numbers that are not of single or double precision")
      }
    }

    /// Nodes that give what they get; `nil` for others.
    private func passing(_ node: ONNXNode) throws(InterchangeError) -> ONNXSignal? {
      guard let name = node.input.first, let x = signals[name] else { return nil }
      switch node.opType {
      case "Identity": return x
      case "Dropout":
        if node.input.count > 2, constants[node.input[2]]?.scalar != 0 {
          throw refusal(node, "is in training mode")
        }
        return x
      case "Cast":
        try checkCast(node)
        return x
      case "Flatten":
        guard [1, -1].contains(node.integer("axis") ?? 1) else { throw refusal(node, "mixes the rows") }
        return x
      case "Reshape", "Squeeze":
        let shape = node.input.dropFirst().first.flatMap { constants[$0]?.integers }
        // −1 stands for what is left over, 0 for what there was.
        let isRow =
          node.opType == "Reshape" && shape?.count == 2
          && (shape == [0, -1] || [-1, 0, 1].contains(shape?[0]) && shape?[1] == x.count)
        // One column as a list of numbers, which comes last if at all.
        let isColumn = x.count == 1 && node.output.first == graph.output[0].name
        guard isRow || isColumn else { throw refusal(node, "changes the shape of its rows") }
        return x
      default: return nil
      }
    }

    /// A matrix, which begins a layer; `nil` for other nodes.
    private mutating func layer(_ node: ONNXNode) throws(InterchangeError) -> ONNXSignal? {
      guard node.opType == "MatMul" || node.opType == "Gemm" else { return nil }
      guard node.input.count >= 2, let x = signals[node.input[0]], var matrix = constants[node.input[1]]
      else {
        throw refusal(node, "has weights that depend on the input")
      }
      guard matrix.shape.count == 2, matrix.shape.allSatisfy({ $0 >= 1 }) else {
        throw refusal(node, "has weights that are no matrix")
      }
      var (alpha, beta) = (1.0, 1.0)
      // W of y = W·x is kept by outputs, the format has it by inputs.
      if node.opType == "Gemm" {
        guard node.integer("transA") ?? 0 == 0 else {
          throw refusal(node, "exchanges rows and columns of the input")
        }
        (alpha, beta) = (node.number("alpha") ?? 1, node.number("beta") ?? 1)
      }
      if node.opType == "MatMul" || node.integer("transB") ?? 0 == 0, let transposed = matrix.transposed {
        matrix = transposed
      }
      let (outputs, inputs) = (matrix.shape[0], matrix.shape[1])
      guard x.count ?? inputs == inputs else {
        throw refusal(node, "takes \(inputs) numbers and gets \(x.count ?? 0)")
      }
      var biases = [0.0]
      if node.input.count > 2, !node.input[2].isEmpty {
        guard let row = constants[node.input[2]]?.row, row.count == 1 || row.count == outputs else {
          throw refusal(node, "adds what is no row of \(outputs) numbers")
        }
        biases = row.map { beta * $0 }
      }
      let (symbol, scales, shifts) = ONNXSymbols.parts(of: x, count: inputs)
      var layer = FeedForwardLayer(
        name: node.name.onnxName, inputs: inputs, weights: matrix.values.map { alpha * $0 },
        biases: biases.count == outputs ? biases : [Double](repeating: biases[0], count: outputs),
        function: symbol)
      layer.take(scales: scales, shifts: shifts)
      return ONNXSignal(layer: try append(layer, reading: x.layer), count: outputs)
    }

    /// Keeps a layer and gives its place.
    private mutating func append(_ layer: FeedForwardLayer, reading source: Int?) throws(InterchangeError)
      -> Int
    {
      weightCount += layer.weights.count
      guard weightCount <= Self.largestWeightCount else {
        throw .badCheckpoint(
          place: "the layer \"\(layer.name)\"",
          reason: "with it the network has more weights than can be read")
      }
      layers.append((layer, source))
      return layers.count - 1
    }

    /// Scaling and shifting by constants; `nil` for other nodes.
    private mutating func scaling(_ node: ONNXNode) throws(InterchangeError) -> ONNXSignal? {
      guard node.input.count(where: { signals[$0] != nil }) == 1 else { return nil }
      func row(_ values: [Double]?) throws(InterchangeError) -> [Double] {
        guard let values, let x = node.input.compactMap({ signals[$0] }).first,
          values.count == 1 || values.count == x.count ?? values.count
        else { throw refusal(node, "takes constants that are not one for each number of a row") }
        return values
      }
      func input(_ place: Int) throws(InterchangeError) -> [Double] {
        try row(node.input.indices.contains(place) ? constants[node.input[place]]?.row : nil)
      }
      let isFirst = node.input.first.map { signals[$0] != nil } ?? false
      let scales: [Double]
      let shifts: [Double]
      switch (node.opType, node.input.count) {
      case ("Add", 2): (scales, shifts) = ([1], try input(isFirst ? 1 : 0))
      case ("Sub", 2): (scales, shifts) = isFirst ? ([1], try input(1).map { -$0 }) : ([-1], try input(0))
      case ("Mul", 2): (scales, shifts) = (try input(isFirst ? 1 : 0), [0])
      case ("Div", 2) where isFirst: (scales, shifts) = (try input(1).map { 1 / $0 }, [0])
      case ("Scaler", 1):
        func numbers(_ name: String) throws(InterchangeError) -> [Double] {
          try row(node.attribute.first { $0.name == name }?.floats.map(Double.init))
        }
        let (offsets, factors) = (try numbers("offset"), try numbers("scale"))
        guard offsets.count == factors.count else { throw refusal(node, "has lists of different lengths") }
        scales = factors
        shifts = zip(factors, offsets).map { -$0 * $1 }
      case ("BatchNormalization", 5) where isFirst:
        guard node.integer("training_mode") ?? 0 == 0 else { throw refusal(node, "is in training mode") }
        let parts = [try input(1), try input(2), try input(3), try input(4)]
        guard Set(parts.map(\.count)).count == 1 else {
          throw refusal(node, "has constants of different lengths")
        }
        // The format's own ε where the node says none.
        let epsilon = node.number("epsilon") ?? 1e-5
        guard parts[3].allSatisfy({ $0 >= 0 }) else { throw refusal(node, "has a negative variance") }
        scales = zip(parts[0], parts[3]).map { $0 / ($1 + epsilon).squareRoot() }
        shifts = parts[1].indices.map { parts[1][$0] - scales[$0] * parts[2][$0] }
      default: return nil
      }
      guard (scales + shifts).allSatisfy(\.isFinite) else { throw refusal(node, "divides by zero") }
      guard let name = node.input.first(where: { signals[$0] != nil }), let x = signals[name] else {
        return nil
      }
      return try folded(x.mapped(scales: scales, shifts: shifts), isShared: uses[name] != 1)
    }

    /// A signal whose scales and shifts are in the weights of the layer that it comes from, where that is possible: the rest of a function
    /// may read the same layer without them.
    private mutating func folded(_ x: ONNXSignal, isShared: Bool) throws(InterchangeError) -> ONNXSignal {
      guard x.isLinear, let l = x.layer, !(isShared && x.isUniform) else { return x }
      var (layer, source) = layers[l]
      let (scales, shifts) = x.factors(layer.outputs)
      layer.give(scales: scales, shifts: shifts)
      return ONNXSignal(layer: try append(layer, reading: source), count: layer.outputs)
    }

    /// What acts on every number by itself, in one node or in several that read the same layer, such as x·σ(x).
    private mutating func function(_ node: ONNXNode) throws(InterchangeError) -> ONNXSignal {
      guard node.input.count <= 3, node.domain != "ai.onnx.ml" else { throw refusal(node, Self.unknown) }
      let names = Set(node.input.filter { signals[$0] != nil })
      // A scale for each number needs a layer of its own, which only one signal can have.
      if names.count == 1, let name = names.first { try seal(name, at: node) }
      let read = names.compactMap { signals[$0] }
      var arguments: [Expression?] = []
      for name in node.input {
        if let signal = signals[name] {
          arguments.append(signal.expression)
        } else if let constant = constants[name] {
          guard let number = constant.scalar else {
            throw refusal(node, "takes \"\(name.onnxName)\", which is not one number")
          }
          arguments.append(.real(number))
        } else {
          arguments.append(nil)
        }
      }
      guard let value = ONNXFunctions.value(node, of: arguments) else { throw refusal(node, Self.unknown) }
      guard read.allSatisfy({ $0.layer == read[0].layer && $0.count == read[0].count && $0.isUniform }) else {
        throw refusal(node, "joins two branches of the network, and only stacks of layers are read")
      }
      guard value.complexity <= Self.largestFunction else {
        throw refusal(node, "ends a function of more than \(Self.largestFunction) parts, which is not read")
      }
      return ONNXSignal(layer: read[0].layer, count: read[0].count, function: value)
    }

    private static let unknown =
      "is not read: only Gemm, MatMul, activations, normalisation and scaling by constants are; ask the network with "
      + "`kan distil --oracle`"

    /// Gives a signal a layer of its own where its numbers have scales of their own, for whoever reads it.
    private mutating func seal(_ name: String, at node: ONNXNode) throws(InterchangeError) {
      guard let x = signals[name], !x.isUniform else { return }
      let (symbol, scales, shifts) = ONNXSymbols.parts(
        of: x, count: x.count ?? max(x.scales.count, x.shifts.count))
      let layer = try FeedForwardStack.diagonal(
        symbol, scales: scales, shifts: shifts,
        name: "the node \"\(node.name.onnxName)\"")
      signals[name] = ONNXSignal(layer: try append(layer, reading: x.layer), count: scales.count)
    }
  }
#endif
