#if ONNX
  import KANFormula
  import KANModel

  /// Nodes that become layers, or parts of the function between two layers.
  extension ONNXReader {
    /// A matrix, which begins a layer; `nil` for other nodes.
    mutating func layer(_ node: ONNXNode) throws(InterchangeError) -> ONNXSignal? {
      guard node.opType == "MatMul" || node.opType == "Gemm" else { return nil }
      guard node.input.count >= 2, let x = signals[node.input[0]], var matrix = constants[node.input[1]]
      else {
        throw refusal(node, "has weights that depend on the input")
      }
      guard matrix.shape.count == 2, matrix.shape.allSatisfy({ $0 >= 1 }) else {
        throw refusal(node, "has weights that are not a matrix")
      }
      var (alpha, beta) = (1.0, 1.0)
      // W of y = W·x is stored by outputs here and by inputs in the format.
      if node.opType == "Gemm" {
        guard node.integer("transA") ?? 0 == 0 else {
          throw refusal(node, "transposes the input")
        }
        (alpha, beta) = (node.number("alpha") ?? 1, node.number("beta") ?? 1)
      }
      if node.opType == "MatMul" || node.integer("transB") ?? 0 == 0, let transposed = matrix.transposed {
        matrix = transposed
      }
      let (outputs, inputs) = (matrix.shape[0], matrix.shape[1])
      guard x.count ?? inputs == inputs else {
        throw refusal(node, "takes \(inputs) numbers but gets \(x.count ?? 0)")
      }
      var biases = [0.0]
      if node.input.count > 2, !node.input[2].isEmpty {
        guard let row = constants[node.input[2]]?.row, row.count == 1 || row.count == outputs else {
          throw refusal(node, "adds something other than a row of \(outputs) numbers")
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

    /// Stores a layer and returns its index.
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
    mutating func scaling(_ node: ONNXNode) throws(InterchangeError) -> ONNXSignal? {
      guard node.input.count(where: { signals[$0] != nil }) == 1 else { return nil }
      func row(_ values: [Double]?) throws(InterchangeError) -> [Double] {
        guard let values, let x = node.input.compactMap({ signals[$0] }).first,
          values.count == 1 || values.count == x.count ?? values.count
        else { throw refusal(node, "takes constants of which there is not one for each number of a row") }
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
        // The format's default ε if the node has none.
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

    /// A signal whose scales and shifts are folded into the weights of the layer that it comes from, if that is possible: the rest
    /// of a function may read the same layer without them.
    private mutating func folded(_ x: ONNXSignal, isShared: Bool) throws(InterchangeError) -> ONNXSignal {
      guard x.isLinear, let l = x.layer, !(isShared && x.isUniform) else { return x }
      var (layer, source) = layers[l]
      let (scales, shifts) = x.factors(layer.outputs)
      layer.give(scales: scales, shifts: shifts)
      return ONNXSignal(layer: try append(layer, reading: source), count: layer.outputs)
    }

    /// An elementwise function, in one node or in several that read the same layer, such as x·σ(x).
    mutating func function(_ node: ONNXNode) throws(InterchangeError) -> ONNXSignal {
      guard node.input.count <= 3, node.domain != "ai.onnx.ml" else { throw unsupported(node) }
      let names = Set(node.input.filter { signals[$0] != nil })
      // A separate scale for each number needs a separate layer, which only one signal can have.
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
      guard let value = ONNXFunctions.value(node, of: arguments) else { throw unsupported(node) }
      guard read.allSatisfy({ $0.layer == read[0].layer && $0.count == read[0].count && $0.isUniform }) else {
        throw refusal(node, "joins two branches of the network, but only stacks of layers are read")
      }
      guard value.complexity <= Self.largestFunction else {
        throw refusal(node, "ends a function of more than \(Self.largestFunction) parts, which is not read")
      }
      return ONNXSignal(layer: read[0].layer, count: read[0].count, function: value)
    }

    /// The error for an operator that no stack of layers has.
    private func unsupported(_ node: ONNXNode) -> InterchangeError {
      .unsupportedNetwork(
        place: place(of: node),
        reason:
          "its operator \(node.opType.onnxName) is not read, only Gemm, MatMul, activations, normalisation and "
          + "scaling by constants are")
    }

    /// Gives a signal a separate layer if its numbers have separate scales.
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
