#if ONNX
  /// The traversal of the nodes: constants, and nodes that pass on their input.
  extension ONNXReader {
    /// The error for a node that cannot be read.
    func refusal(_ node: ONNXNode, _ reason: String) -> InterchangeError {
      .badCheckpoint(place: place(of: node), reason: "its operator \(node.opType.onnxName) \(reason)")
    }

    /// A node in the words of errors.
    func place(of node: ONNXNode) -> String {
      "the node \"\((node.name.isEmpty ? node.output.first ?? "" : node.name).onnxName)\""
    }

    /// Follows one node.
    mutating func read(_ node: ONNXNode) throws(InterchangeError) {
      guard let output = node.output.first else { return }
      guard ["", "ai.onnx", "ai.onnx.ml"].contains(node.domain) else {
        throw refusal(node, "belongs to the set \"\(node.domain.onnxName)\", which is not supported")
      }
      guard node.attribute.allSatisfy({ $0.f.isFinite }) else {
        throw refusal(node, "has an attribute that is not finite")
      }
      if let stranger = node.input.first(where: { !$0.isEmpty && signals[$0] == nil && constants[$0] == nil })
      {
        throw refusal(node, "reads \"\(stranger.onnxName)\", which no node before it outputs")
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
        default: throw refusal(node, "contains no tensor of numbers")
        }
      case ("Identity", let source?): return source
      case ("Cast", let source?):
        try checkCast(node)
        return source
      case ("Transpose", let source?):
        guard let result = source.transposed else { throw refusal(node, "is not applied to a matrix") }
        return result
      default:
        throw refusal(node, "computes with constants, which is not supported; export with constants folded")
      }
    }

    private func checkCast(_ node: ONNXNode) throws(InterchangeError) {
      guard [Int(ONNXFormat.float), Int(ONNXFormat.double)].contains(node.integer("to")) else {
        throw refusal(node, "converts to numbers that are not of single or double precision")
      }
    }

    /// Nodes that pass on their input; `nil` for others.
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
        // −1 stands for the remaining size, 0 for the previous one.
        let isRow =
          node.opType == "Reshape" && shape?.count == 2
          && (shape == [0, -1] || [-1, 0, 1].contains(shape?[0]) && shape?[1] == x.count)
        // One column as a list of numbers, which is possible only at the end.
        let isColumn = x.count == 1 && node.output.first == graph.output[0].name
        guard isRow || isColumn else { throw refusal(node, "changes the shape of its rows") }
        return x
      default: return nil
      }
    }
  }
#endif
