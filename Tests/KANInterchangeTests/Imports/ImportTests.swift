import KANModel
import KANTestSupport
import SymbolLibrary
import Testing

@testable import KANInterchange

@Suite struct ImportTests {
  @Test(arguments: Checkpoint.all) func agreesWithTheTool(checkpoint: Checkpoint) throws {
    let network = try checkpoint.network()
    let (inputs, outputs) = try checkpoint.table()
    for (j, column) in network(inputs).enumerated() {
      expectClose(column, outputs[j], within: checkpoint.tolerance, "output \(j)")
    }
  }

  /// What was imported is an ordinary network: files carry it bit for bit.
  @Test(arguments: Checkpoint.all) func survivesModelFiles(checkpoint: Checkpoint) throws {
    let network = try checkpoint.network()
    #expect(try ModelFile(bytes: ModelFile(network: network).bytes()).network == network)
  }

  @Test func keepsKnotsVerbatim() throws {
    let checkpoint = Checkpoint.all[3]
    let file = try SafetensorsReader(Checkpoint.bytes(checkpoint.file))
    let network = try checkpoint.network()
    for (l, layer) in network.layers.enumerated() {
      #expect(layer.grids.flatMap(\.knots) == (try file.doubles("layers.\(l).grid")))
    }
    #expect(network.outside == .fading)
  }

  @Test(
    arguments: [
      (nil, ["x1", "x2"], ["y"]), (["a", "b"], ["a", "b"], ["y"]), (["a", "b", "c"], ["a", "b"], ["c"]),
    ] as [([String]?, [String], [String])])
  func namesFeatures(names: [String]?, inputs: [String], outputs: [String]) throws {
    let path = try Checkpoint.path("efficient_kan_2_5_1.pt")
    let network = try ModelFile(importing: path, options: ModelFile.ImportOptions(names: names)).network
    #expect(network.inputs.map(\.name) == inputs && network.outputs.map(\.name) == outputs)
  }

  @Test(arguments: [["a"], ["a", "b", "c", "d"], ["a", "a"], ["a", ""]])
  func refusesOtherNames(names: [String]) throws {
    let path = try Checkpoint.path("efficient_kan_2_5_1.pt")
    #expect(throws: InterchangeError.self) {
      try ModelFile(importing: path, options: ModelFile.ImportOptions(names: names))
    }
  }

  /// A file of tensors with these shapes, all numbers zero.
  private func file(_ shapes: [String: [Int]]) -> [UInt8] {
    var writer = SafetensorsWriter()
    for (name, shape) in shapes.sorted(by: { $0.key < $1.key }) {
      writer.append(name, shape: shape, [Double](repeating: 0, count: shape.reduce(1, *)))
    }
    return writer.bytes()
  }

  @Test(arguments: [
    (["layers.0.rbf.grid": [8], "layers.0.spline_linear.weight": [5, 16]], "fast-kan"),
    (["act_fun.0.grid": [10, 4], "act_fun.0.coef": [10, 6], "biases.0.weight": [1, 5]], "coxkan"),
    (["act_fun.0.grid": [2, 12], "act_fun.0.coef": [2, 5, 8], "act_fun.0.mask": [2, 5]], "_config.yml"),
    (["layers.0.cheby_coeffs": [2, 5, 4]], "Chebyshev"),
    (["layers.0.grid_starts": [2]], "flashkan"),
    (["weight": [3, 3]], "not a network in a known format"),
    (["layers.0.spline_weight": [1, 2, 8], "layers.0.layernorm.weight": [2]], "layernorm"),
  ])
  func refusesOtherKindsByName(shapes: [String: [Int]], phrase: String) throws {
    let error = try interchangeError { try ModelFile(importing: file(shapes)) }
    #expect(error.description.contains(phrase), "\(error)")
  }

  @Test(
    arguments: [
      ([0x89, 0x48, 0x44, 0x46, 0x0D], "HDF5"), ([0x1F, 0x8B, 0x08], "gzip"),
      (
        [0x80, 0x02, 0x8A, 0x0A, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, 0x2E],
        "torch before 1.6"
      ), ([], "not a network in a known format"),
    ] as [([UInt8], String)])
  func refusesOtherFilesByName(bytes: [UInt8], phrase: String) throws {
    let error = try interchangeError { try ModelFile(importing: bytes) }
    #expect(error.description.contains(phrase), "\(error)")
  }

  @Test func saysWhenNothingIsToBeImported() throws {
    var source = NetworkSource(seed: 1)
    let bytes = try ModelFile(network: source.network()).bytes()
    #expect(try interchangeError { try ModelFile(importing: bytes) }.description.contains("already"))
  }

  /// Functions that users have added to pykan's library come from a catalog of their own.
  @Test func takesUsersOwnFunctions() throws {
    let state = try Checkpoint.bytes("pykan_symbolic_state")
    let text = String(decoding: try Checkpoint.bytes("pykan_symbolic_config.yml"), as: UTF8.self)
    let configuration = Array(text.replacing("- exp", with: "- my exp").utf8)
    let error = try interchangeError { try ModelFile(importingPykan: configuration, state: state) }
    #expect(error.description.contains("1,0,0") && error.description.contains("my exp"), "\(error)")
    let exponential = try #require(SymbolCatalog.standard["exp"])
    let own = Symbol(name: "my exp", expression: exponential.expression, complexity: 2)
    let network = try ModelFile(
      importingPykan: configuration, state: state,
      options: ModelFile.ImportOptions(symbols: SymbolCatalog(symbols: [own]))
    ).network
    #expect(network.layers[1][input: 0, sum: 0].isSymbolic)
  }

  /// pykan writes a module where a user gave one; only its name is read.
  @Test(
    arguments: [
      (
        "!!python/object:torch.nn.modules.activation.SiLU\n  training: true\n  _modules:\n  - 1",
        Network.BaseFunction.silu
      ),
      ("!!python/object:torch.nn.modules.activation.ReLU {}", .relu),
      ("!!python/name:__main__.f ''", nil),
    ] as [(String, Network.BaseFunction?)])
  func readsTheNameOfAModule(text: String, base: Network.BaseFunction?) throws {
    let state = try Checkpoint.bytes("pykan_2_5_1_state")
    let plain = String(decoding: try Checkpoint.bytes("pykan_2_5_1_config.yml"), as: UTF8.self)
    let bytes = Array(plain.replacing("base_fun_name: silu", with: "base_fun_name: \(text)").utf8)
    guard let base else {
      let error = try interchangeError { try ModelFile(importingPykan: bytes, state: state) }
      #expect(error == .unnamedBase)
      return
    }
    #expect(try ModelFile(importingPykan: bytes, state: state).network.layers[0].base == base)
  }
}
