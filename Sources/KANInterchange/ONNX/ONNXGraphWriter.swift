#if ONNX
  #if canImport(FoundationEssentials)
    import FoundationEssentials
  #else
    import Foundation
  #endif

  /// Collects the nodes and constants of a graph in single precision, in the order of computation.
  struct ONNXGraphWriter {
    private(set) var graph = ONNXGraph()
    private var constants: [Constant: String] = [:]

    private struct Constant: Hashable {
      let shape: [Int]
      let values: [Float]
    }

    /// Adds a node and returns the name of its output.
    mutating func node(_ type: String, _ inputs: [String], _ attributes: [ONNXAttribute] = []) -> String {
      let name = "t\(graph.node.count + 1)"
      graph.node.append(
        .with {
          $0.opType = type
          $0.name = "\(type)\(graph.node.count + 1)"
          $0.input = inputs
          $0.output = [name]
          $0.attribute = attributes
        })
      return name
    }

    /// Adds a node that gives a result of the graph under `name`.
    mutating func result(_ name: String, from tensor: String, columns: Int) {
      graph.node.append(
        .with {
          $0.opType = "Identity"
          $0.name = "result"
          $0.input = [tensor]
          $0.output = [name]
        })
      graph.output = [Self.rows(name, columns: columns)]
    }

    /// The graph takes rows of numbers under `name`.
    mutating func input(_ name: String, columns: Int) { graph.input = [Self.rows(name, columns: columns)] }

    /// The name of a tensor of constants; equal ones are stored once.
    mutating func constant(_ values: [Double], shape: [Int]) -> String {
      let key = Constant(shape: shape, values: values.map { Float($0) })
      if let name = constants[key] { return name }
      let name = "c\(graph.initializer.count + 1)"
      constants[key] = name
      graph.initializer.append(
        .with {
          $0.name = name
          $0.dims = shape.map(Int64.init)
          $0.dataType = ONNXFormat.float
          $0.rawData = Data(key.values.flatMap { $0.bitPattern.littleEndianBytes })
        })
      return name
    }

    /// The name of a number.
    mutating func number(_ value: Double) -> String { constant([value], shape: []) }

    /// The name of a list of whole numbers.
    mutating func integers(_ values: [Int]) -> String {
      let name = "i" + values.map { $0 < 0 ? "m\(-$0)" : "\($0)" }.joined(separator: "_")
      guard !graph.initializer.contains(where: { $0.name == name }) else { return name }
      graph.initializer.append(
        .with {
          $0.name = name
          $0.dims = [Int64(values.count)]
          $0.dataType = ONNXFormat.integer
          $0.rawData = Data(values.flatMap { Int64($0).littleEndianBytes })
        })
      return name
    }

    /// Some columns of a tensor of rows.
    mutating func columns(_ places: [Int], of tensor: String) -> String {
      node("Gather", [tensor, integers(places)], [.integer("axis", 1)])
    }

    /// A part of a tensor along its last index.
    mutating func slice(_ tensor: String, from start: Int, to end: Int) -> String {
      node("Slice", [tensor, integers([start]), integers([end]), integers([-1])])
    }

    private static func rows(_ name: String, columns: Int) -> ONNXValue {
      .with {
        $0.name = name
        $0.type.tensorType.elemType = ONNXFormat.float
        $0.type.tensorType.shape.dim = [
          .with { $0.size = .dimParam("rows") }, .with { $0.size = .dimValue(Int64(columns)) },
        ]
      }
    }
  }

  extension ONNXAttribute {
    static func integer(_ name: String, _ value: Int) -> ONNXAttribute {
      .with {
        $0.name = name
        $0.i = Int64(value)
        $0.type = ONNXFormat.AttributeType.integer
      }
    }
  }
#endif
