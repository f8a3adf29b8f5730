#if ONNX
  import KANFormula
  import KANModel
  import SwiftProtobuf

  /// Writes networks and formulas as ONNX files in single precision: rows of the inputs enter as `x`, rows of the outputs leave as `y`.
  ///
  /// The names of the columns are in the metadata under `inputs` and `outputs`, separated by commas.
  enum ONNXWriter {
    /// The operator set 17 of 2022, which all programs for the format support, and the corresponding version of the format.
    private static let operators: Int64 = 17
    private static let version: Int64 = 8

    /// A network, layer by layer.
    static func bytes(_ network: Network) throws(InterchangeError) -> [UInt8] {
      var writer = ONNXGraphWriter()
      writer.input("x", columns: network.inputs.count)
      var x = scaled(
        "x", by: network.inputs.map { 1 / $0.scale }, adding: network.inputs.map { -$0.shift / $0.scale },
        &writer)
      for layer in network.layers { x = writer.write(LayerBlocks(layer, outside: network.outside), of: x) }
      x = scaled(x, by: network.outputs.map(\.scale), adding: network.outputs.map(\.shift), &writer)
      writer.result("y", from: x, columns: network.outputs.count)
      return try bytes(
        writer.graph, name: "network", inputs: network.inputs.map(\.name),
        outputs: network.outputs.map(\.name))
    }

    /// A formula, or several of the same inputs.
    static func bytes(_ program: Program) throws(InterchangeError) -> [UInt8] {
      let program = program.namingCommonSubexpressions()
      var writer = ONNXGraphWriter()
      writer.input("x", columns: program.inputs.count)
      var variables: [String: String] = [:]
      for (i, input) in program.inputs.enumerated() { variables[input.name] = writer.columns([i], of: "x") }
      for step in program.steps { variables[step.name] = writer.write(step.expression, variables) }
      let columns = program.outputs.map { output -> String in
        let value = writer.write(output.expression, variables)
        guard output.expression.variables.isEmpty, let first = program.inputs.first else { return value }
        // A constant has as many rows as the input.
        let zero = writer.node("Mul", [variables[first.name] ?? "", writer.number(0)])
        return writer.node("Add", [zero, value])
      }
      let all = columns.count == 1 ? columns[0] : writer.node("Concat", columns, [.integer("axis", 1)])
      writer.result("y", from: all, columns: columns.count)
      return try bytes(
        writer.graph, name: program.name, inputs: program.inputs.map(\.name),
        outputs: program.outputs.map(\.name))
    }

    /// a·x + b of each column, without redundant nodes.
    private static func scaled(
      _ x: String, by factors: [Double], adding terms: [Double], _ writer: inout ONNXGraphWriter
    ) -> String {
      var result = x
      if factors.contains(where: { $0 != 1 }) {
        result = writer.node("Mul", [result, writer.constant(factors, shape: [factors.count])])
      }
      if terms.contains(where: { $0 != 0 }) {
        result = writer.node("Add", [result, writer.constant(terms, shape: [terms.count])])
      }
      return result
    }

    private static func bytes(
      _ graph: ONNXGraph, name: String, inputs: [String], outputs: [String]
    ) throws(InterchangeError) -> [UInt8] {
      guard graph.initializer.allSatisfy(\.isFinite) else {
        throw .cannotExport(
          to: "ONNX", place: "its constants",
          reason: "some are beyond the range of single precision, which the file uses")
      }
      let model = ONNXModel.with {
        $0.irVersion = version
        $0.producerName = "SwiftKAN"
        $0.producerVersion = packageVersion
        $0.graph = graph
        $0.graph.name = name
        $0.opsetImport = [.with { $0.version = operators }]
        $0.metadataProps = [
          .with {
            $0.key = "inputs"
            $0.value = inputs.joined(separator: ",")
          },
          .with {
            $0.key = "outputs"
            $0.value = outputs.joined(separator: ",")
          },
        ]
      }
      do {
        return try model.serializedBytes()
      } catch { throw .badNetwork(reason: "The ONNX file cannot be written: \(error).") }
    }
  }

  extension ONNXTensor {
    /// Whether no number of the tensor is infinite or not a number.
    fileprivate var isFinite: Bool {
      dataType != ONNXFormat.float
        || rawData.withUnsafeBytes { bytes in
          stride(from: 0, to: bytes.count, by: 4).allSatisfy {
            Float(bitPattern: bytes.loadUnaligned(fromByteOffset: $0, as: UInt32.self)).isFinite
          }
        }
    }
  }
#endif
