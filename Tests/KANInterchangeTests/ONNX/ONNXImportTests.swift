#if ONNX
  import Foundation
  import KANFormula
  import KANModel
  import KANTestSupport
  import Testing

  @testable import KANInterchange

  /// Graphs of ONNX; that outputs agree with ONNX Runtime's is seen with all other checkpoints.
  @Suite struct ONNXImportTests {
    /// A graph over rows of two numbers `x`, with some constants: a matrix `W` of 2 × 2, `M` of 2 × 3, rows `b` and `s`, numbers.
    private static func file(_ nodes: [ONNXNode], change: (inout ONNXModel) -> Void = { _ in }) throws
      -> [UInt8]
    {
      func constant(_ name: String, _ shape: [Int64], _ values: [Float]) -> ONNXTensor {
        .with {
          $0.name = name
          $0.dims = shape
          $0.dataType = ONNXFormat.float
          $0.floatData = values
        }
      }
      var model = ONNXModel.with {
        $0.irVersion = 8
        $0.opsetImport = [.with { $0.version = 17 }]
        $0.graph.node = nodes
        $0.graph.initializer = [
          constant("W", [2, 2], [1, 2, 3, -1]), constant("M", [2, 3], [1, 0, 2, 3, -1, 1]),
          constant("b", [2], [0.5, -1]), constant("s", [1, 2], [2, -3]), constant("column", [2, 1], [1, 2]),
          constant("two", [], [2]), constant("zero", [1], [0]),
        ]
        $0.graph.input = [value("x", [.dimParam("rows"), .dimValue(2)])]
        $0.graph.output = [value(nodes.last?.output.first ?? "y", [])]
      }
      change(&model)
      return try model.serializedBytes()
    }

    private static func value(_ name: String, _ sizes: [ONNXDimension.OneOf_Size]) -> ONNXValue {
      .with {
        $0.name = name
        $0.type.tensorType.elemType = ONNXFormat.float
        $0.type.tensorType.shape.dim = sizes.map { size in .with { $0.size = size } }
      }
    }

    private static func node(
      _ type: String, _ inputs: [String], _ output: String, _ attributes: [ONNXAttribute] = [],
      domain: String = ""
    ) -> ONNXNode {
      .with {
        $0.opType = type
        $0.input = inputs
        $0.output = [output]
        $0.attribute = attributes
        $0.domain = domain
        $0.name = "the \(type)"
      }
    }

    private static func number(_ name: String, _ value: Float) -> ONNXAttribute {
      .with {
        $0.name = name
        $0.f = value
        $0.type = ONNXFormat.AttributeType.float
      }
    }

    private static let points: [[Double]] = [[-2, -0.7, 0, 0.4, 1.5, 3], [1, 0.2, -1, 2.5, -3, 0.6]]

    /// The values of the graph that computes z = x·W and then `nodes` from z to y.
    private func values(_ nodes: [ONNXNode]) throws -> [[Double]] {
      let bytes = try Self.file([Self.node("MatMul", ["x", "W"], "z")] + nodes)
      return try ModelFile(importing: bytes).network(Self.points)
    }

    /// x·W by hand.
    private static let products = [
      points[0].indices.map { points[0][$0] + 3 * points[1][$0] },
      points[0].indices.map { 2 * points[0][$0] - points[1][$0] },
    ]

    /// Formulas from the definitions at onnx.ai, with the default attributes where none are given.
    private static let functions: [(ONNXNode, @Sendable (Double) -> Double)] = [
      (node("Relu", ["z"], "y"), { max($0, 0) }),
      (node("LeakyRelu", ["z"], "y"), { $0 < 0 ? 0.01 * $0 : $0 }),
      (node("LeakyRelu", ["z"], "y", [number("alpha", 0.3)]), { $0 < 0 ? 0.3 * $0 : $0 }),
      (node("PRelu", ["z", "two"], "y"), { $0 < 0 ? 2 * $0 : $0 }),
      (node("Elu", ["z"], "y", [number("alpha", 0.5)]), { $0 < 0 ? 0.5 * (exp($0) - 1) : $0 }),
      (node("Celu", ["z"], "y", [number("alpha", 2)]), { max(0, $0) + min(0, 2 * (exp($0 / 2) - 1)) }),
      (
        node("Selu", ["z"], "y"),
        { 1.0507009873554805 * ($0 < 0 ? 1.6732632423543772 * (exp($0) - 1) : $0) }
      ),
      (node("Gelu", ["z"], "y"), { $0 / 2 * (1 + erf($0 / 2.0.squareRoot())) }),
      (node("Sigmoid", ["z"], "y"), { 1 / (1 + exp(-$0)) }),
      (node("HardSigmoid", ["z"], "y"), { min(1, max(0, 0.2 * $0 + 0.5)) }),
      (node("HardSwish", ["z"], "y"), { $0 * min(1, max(0, $0 / 6 + 0.5)) }),
      (node("Softplus", ["z"], "y"), { log1p(exp($0)) }),
      (node("Softsign", ["z"], "y"), { $0 / (1 + abs($0)) }),
      (node("Mish", ["z"], "y"), { $0 * tanh(log1p(exp($0))) }),
      (node("Clip", ["z", "", "two"], "y"), { min($0, 2) }),
      (node("Clip", ["z", "zero"], "y"), { max($0, 0) }),
      (node("Clip", ["z"], "y", [number("min", -1), number("max", 1)]), { min(1, max(-1, $0)) }),
      (node("Pow", ["z", "two"], "y"), { $0 * $0 }), (node("Max", ["zero", "z"], "y"), { max(0, $0) }),
      (node("Min", ["z", "two"], "y"), { min(2, $0) }), (node("Div", ["two", "z"], "y"), { 2 / $0 }),
      (node("Sub", ["two", "z"], "y"), { 2 - $0 }), (node("Neg", ["z"], "y"), { -$0 }),
      (node("Erf", ["z"], "y"), { erf($0) }), (node("Sin", ["z"], "y"), { sin($0) }),
      (node("Atan", ["z"], "y"), { atan($0) }), (node("Exp", ["z"], "y"), { exp($0) }),
    ]

    @Test(arguments: functions.indices) func functionsAreTheFormats(place: Int) throws {
      let (node, expected) = Self.functions[place]
      for (column, z) in zip(try values([node]), Self.products) {
        expectClose(column, z.map(expected), within: 1e-7, node.opType)
      }
    }

    /// What an exporter writes in several nodes is the activation that it means.
    @Test(
      arguments: [
        (
          [node("Sigmoid", ["z"], "g"), node("Mul", ["z", "g"], "y")], ModelFile.ImportOptions.Activation.silu
        ),
        (
          [
            node("Div", ["z", "root"], "a"), node("Erf", ["a"], "b"), node("Add", ["b", "one"], "c"),
            node("Mul", ["z", "c"], "d"), node("Mul", ["d", "half"], "y"),
          ], .gelu
        ),
        ([node("LeakyRelu", ["z"], "y", [number("alpha", 0.01)])], .leakyReLU),
        ([node("Softplus", ["z"], "y")], .softplus),
        (
          // PyTorch's exporter takes x itself beyond 20.
          [
            node("Softplus", ["z"], "a"), node("Greater", ["z", "twenty"], "b"),
            node("Where", ["b", "z", "a"], "y"),
          ], .softplus
        ),
      ] as [([ONNXNode], ModelFile.ImportOptions.Activation)])
    func activationsAreRecognised(nodes: [ONNXNode], activation: ModelFile.ImportOptions.Activation) throws {
      let numbers: [(String, Float)] = [
        ("root", Float(2).squareRoot()), ("one", 1), ("half", 0.5), ("twenty", 20),
      ]
      let file = try Self.file(
        [Self.node("MatMul", ["x", "W"], "z")] + nodes + [Self.node("MatMul", ["y", "M"], "out")]
      ) { model in
        for (name, value) in numbers {
          model.graph.initializer.append(
            .with {
              $0.name = name
              $0.dataType = ONNXFormat.float
              $0.floatData = [value]
            })
        }
      }
      let network = try ModelFile(importing: file).network
      #expect(network.shape.description == "2,2,3")
      guard case .symbolic(let edge) = network.layers[1][input: 0, sum: 0] else {
        Issue.record("the edge is no closed form")
        return
      }
      #expect(edge.terms.map(\.symbol) == [activation.symbol])
    }

    /// Scales that differ from number to number go into the weights, on either side of a layer and of a function.
    @Test func scalingIsFolded() throws {
      let nodes = [
        Self.node("Sub", ["x", "b"], "centred"), Self.node("Div", ["centred", "s"], "scaled"),
        Self.node("Gemm", ["scaled", "W", "b"], "z", [Self.number("alpha", 0.5), .integer("transB", 1)]),
        Self.node("Tanh", ["z"], "t"), Self.node("Mul", ["s", "t"], "m"), Self.node("Add", ["m", "b"], "n"),
        Self.node("Exp", ["n"], "y"),
      ]
      let network = try ModelFile(importing: Self.file(nodes)).network
      let (b, s) = ([0.5, -1.0], [2.0, -3.0])
      let scaled = (0..<2).map { i in Self.points[i].map { ($0 - b[i]) / s[i] } }
      let rows = [[1.0, 2.0], [3, -1]]
      for j in 0..<2 {
        let expected = Self.points[0].indices.map { row in
          exp(s[j] * tanh(0.5 * (rows[j][0] * scaled[0][row] + rows[j][1] * scaled[1][row]) + b[j]) + b[j])
        }
        expectClose(network(Self.points)[j], expected, within: 1e-12)
      }
    }

    /// Every refusal names the node and its operator.
    @Test(
      arguments: [
        (
          [
            node("MatMul", ["x", "W"], "z"), node("Tanh", ["z"], "t"), node("Add", ["z", "t"], "r"),
            node("MatMul", ["r", "W"], "q"), node("Add", ["q", "x"], "y"),
          ], "the Add", "joins two branches"
        ),
        ([node("Softmax", ["x"], "y")], "the Softmax", "is not read"),
        ([node("Conv", ["x", "W"], "y")], "the Conv", "is not"),
        ([node("LayerNormalization", ["x", "s", "b"], "y")], "LayerNormalization", "is not"),
        ([node("MatMul", ["x", "x"], "y")], "the MatMul", "depend on the input"),
        ([node("MatMul", ["x", "b"], "y")], "the MatMul", "not a matrix"),
        ([node("Gemm", ["x", "W", "b"], "y", [.integer("transA", 1)])], "the Gemm", "transposes"),
        (
          [node("MatMul", ["x", "M"], "z"), node("MatMul", ["z", "W"], "y")], "the MatMul",
          "takes 2 numbers but gets 3"
        ),
        ([node("Add", ["x", "column"], "y")], "the Add", "one for each number"),
        ([node("Div", ["x", "zero"], "y")], "the Div", "divides by zero"),
        ([node("Tanh", ["nothing"], "y")], "the Tanh", "no node before it outputs"),
        ([node("Cast", ["x"], "y", [.integer("to", 10)])], "the Cast", "precision"),
        ([node("Flatten", ["x"], "y", [.integer("axis", 0)])], "the Flatten", "mixes"),
        ([node("Reshape", ["x", "two"], "y")], "the Reshape", "changes the shape"),
        ([node("Tanh", ["x"], "y", domain: "com.microsoft")], "the Tanh", "com.microsoft"),
        ([node("RandomNormal", [], "r"), node("Add", ["x", "r"], "y")], "the RandomNormal", "constants"),
        ([node("LeakyRelu", ["x"], "y", [number("alpha", .nan)])], "the LeakyRelu", "not finite"),
        ([node("Max", ["x", "b"], "y")], "the Max", "not one number"),
      ] as [([ONNXNode], String, String)])
    func whatIsNotReadIsNamed(nodes: [ONNXNode], name: String, phrase: String) throws {
      let error = try interchangeError { try ModelFile(importing: Self.file(nodes)) }
      #expect(error.description.contains(name) && error.description.contains(phrase), "\(error)")
    }

    private static let single = [node("Tanh", ["x"], "y")]

    /// What is wrong with the file around the nodes.
    private static let changes: [(String, @Sendable (inout ONNXModel) -> Void)] = [
      ("2 inputs", { $0.graph.input.append(value("u", [])) }),
      ("2 outputs", { $0.graph.output.append(value("y", [])) }),
      ("0 outputs", { $0.graph.output = [] }), ("not an ONNX file", { $0.graph.node = [] }),
      ("operator set 6", { $0.opsetImport[0].version = 6 }),
      ("another file", { $0.graph.initializer[0].dataLocation = 1 }),
      ("type 10", { $0.graph.initializer[0].dataType = 10 }),
      ("does not contain the 4 numbers", { $0.graph.initializer[0].floatData.removeLast() }),
      ("does not contain", { $0.graph.initializer[0].rawData = Data([1, 2, 3]) }),
      ("not finite", { $0.graph.initializer[0].floatData[0] = .infinity }),
      ("impossible shape", { $0.graph.initializer[0].dims = [1 << 62, 1 << 62] }),
      ("impossible shape", { $0.graph.initializer[0].dims = [-1, 4] }),
      ("3 dimensions", { $0.graph.input[0] = value("x", [.dimValue(1), .dimValue(2), .dimValue(2)]) }),
      ("0 columns", { $0.graph.input[0] = value("x", [.dimValue(0)]) }),
      ("not a tensor of numbers", { $0.graph.input[0].type.tensorType.elemType = 8 }),
      (
        "number of its columns is not known",
        { $0.graph.input[0] = value("x", [.dimParam("a"), .dimParam("b")]) }
      ),
      ("columns", { $0.graph.input[0] = value("x", [.dimValue(1 << 40)]) }),
      ("too wide", { $0.graph.input[0] = value("x", [.dimValue(1 << 13)]) }),
      ("not an ONNX file", { $0.opsetImport = [] }),
      ("does not depend", { $0.graph.output[0].name = "nowhere" }),
    ]

    @Test(arguments: changes.indices) func damageIsSaid(place: Int) throws {
      let (phrase, change) = Self.changes[place]
      let error = try interchangeError { try ModelFile(importing: Self.file(Self.single, change: change)) }
      #expect(error.description.contains(phrase), "\(error)")
    }

    /// A few bytes a node may ask for a function of any length, or for any number of copies of the weights.
    @Test func growthIsBounded() throws {
      let doubling = (0..<64).map { Self.node("Mul", ["v\($0)", "v\($0)"], "v\($0 + 1)") }
      let long = try interchangeError {
        try ModelFile(importing: Self.file([Self.node("Tanh", ["x"], "v0")] + doubling))
      }
      #expect(long.description.contains("more than 200 parts"), "\(long)")
    }

    /// A shape without numbers may name any number of rows: exchanging them takes no time.
    @Test func matricesAreTransposed() throws {
      let matrix = try #require(ONNXNumbers(shape: [2, 3], values: [1, 2, 3, 4, 5, 6]).transposed)
      #expect(matrix.shape == [3, 2] && matrix.values == [1, 4, 2, 5, 3, 6])
      let empty = try #require(ONNXNumbers(shape: [1 << 62, 0], values: []).transposed)
      #expect(empty.shape == [0, 1 << 62] && empty.values.isEmpty)
    }

    /// Behind the graph come the sets of operators, of which the first is enough.
    @Test func truncationsAreErrors() throws {
      let bytes = try Checkpoint.bytes("onnx_sklearn.onnx")
      let whole = (0..<bytes.count).filter { (try? ModelFile(importing: Array(bytes.prefix($0)))) != nil }
      #expect(whole.allSatisfy { $0 > bytes.count - 24 }, "\(whole)")
    }

    @Test func theFileSaysItsActivations() throws {
      let error = try interchangeError {
        try ModelFile(
          importing: Self.file(Self.single), options: ModelFile.ImportOptions(activations: [.tanh]))
      }
      #expect(error.description.contains("contains them"))
      let options = ModelFile.ImportOptions(ranges: ["a": 0...3], names: ["a", "b"])
      let box = try ModelFile(importing: Self.file(Self.single), options: options).network.trainingBox
      #expect(abs(box[0].upperBound - 3) < 1e-12)
    }
  }
#endif
