import Foundation
import KANModel
import KANNumerics
import KANTestSupport
import SymbolLibrary
import Testing

@testable import KANInterchange

@Suite struct ExportTests {
  /// A network that any tool can hold once its scaling, biases and unequal grids are dealt with.
  static func network(products: [Int] = [], symbolic: Bool = false, base: Network.BaseFunction = .silu) throws
    -> Network
  {
    var random = SeededRandom(seed: 4)
    func layer(_ inputs: Int, _ sums: Int, _ products: [Int], _ intervals: [Int], _ reach: Double) -> Layer {
      let grids = intervals.map {
        KnotGrid.adaptive(to: random.normals(40).map { reach * $0 }, intervals: $0, order: 3)
      }
      let factors = sums + products.reduce(0, +)
      let edges = (0..<factors * inputs).map { n in
        Edge.spline(
          SplineEdge(
            baseWeight: random.normal() / 3,
            coefficients: random.normals(grids[n % inputs].basisCount).map { $0 / 3 }))
      }
      return Layer(
        inputCount: inputs, sumCount: sums, productArities: products, base: base, grids: grids, edges: edges,
        biases: random.normals(factors).map { $0 / 4 })
    }
    var first = layer(2, 2, products, [4, 7], 1)
    var last = layer(2 + products.count, 1, products, [Int](repeating: 5, count: 2 + products.count), 20)
    first[input: 1, sum: 0] = .cut
    if symbolic {
      let sine = try #require(SymbolCatalog.standard["sin"])
      first[input: 0, sum: 1] = .symbolic(
        SymbolicEdge(terms: [SymbolicTerm(symbol: sine, amplitude: 0.7, rate: 2, shift: 0.1)], offset: 0.3))
      last[input: 0, sum: 0] = .symbolic(SymbolicEdge(terms: [], offset: 0.3))
    }
    let outputs = (0...products.count).map { Network.Feature(name: "y\($0)", shift: -2, scale: 5) }
    return Network(
      inputs: [
        Network.Feature(name: "a", shift: 10, scale: 4), Network.Feature(name: "b", shift: 0.5, scale: 1),
      ],
      outputs: outputs,
      layers: [first, last])
  }

  static let cases: [(ModelFile.ExportFormat, [Int], Bool)] = [
    (.efficientKAN, [], false), (.pykan, [], false), (.pykan, [2, 2], true), (.pykan, [3, 2], true),
  ]

  /// What was written reads back as a network with the same outputs wherever the old one was trained.
  @Test(arguments: cases) func whatIsWrittenReadsBack(
    format: ModelFile.ExportFormat, products: [Int], symbolic: Bool
  )
    throws
  {
    let network = try Self.network(products: products, symbolic: symbolic)
    try withTemporaryFolder { folder in
      for name in format == .pykan ? ["model"] : ["model.pt", "model.safetensors"] {
        let notes = try ModelFile(network: network).export(to: format, path: "\(folder)/\(name)")
        #expect(notes.count >= 2 && notes.last?.contains("fade to zero") == true, "\(notes)")
        let read = try ModelFile(importing: "\(folder)/\(name)").network
        let points = network.sampledInputs(count: 200)
        for (column, expected) in zip(read(points), network(points)) {
          expectClose(column, expected, within: 1e-12, "\(name)")
        }
      }
    }
  }

  /// An imported network that goes out again is the same to the last bit but for exact reshuffling, everywhere.
  @Test(arguments: ["efficient_kan_4_6_3_2_f64.safetensors", "pykan_mult_f64_state"])
  func importedNetworksGoOutAgain(name: String) throws {
    let network = try ModelFile(importing: Checkpoint.path(name)).network
    let format: ModelFile.ExportFormat = name.hasPrefix("pykan") ? .pykan : .efficientKAN
    try withTemporaryFolder { folder in
      _ = try ModelFile(network: network).export(to: format, path: "\(folder)/model")
      #expect(try ModelFile(importing: "\(folder)/model").network == network)
    }
  }

  @Test(arguments: [
    (ModelFile.ExportFormat.efficientKAN, [2], false, Network.BaseFunction.silu, "product nodes of layer 0"),
    (.efficientKAN, [], true, .silu, "edge 0,0,1"), (.pykan, [], false, .gelu, "base function gelu"),
  ])
  func refusesWhatToolsCannotSay(
    format: ModelFile.ExportFormat, products: [Int], symbolic: Bool, base: Network.BaseFunction,
    phrase: String
  ) throws {
    let network = try Self.network(products: products, symbolic: symbolic, base: base)
    let error = try interchangeError {
      try ModelFile(network: network).export(to: format, path: "/nowhere/model")
    }
    #expect(error.description.contains(phrase), "\(error)")
  }

  /// Beyond its grid the inner spline, which continues as 1 … 2 here, fades to 0 there, and log(0 − 0.5) is no number.
  @Test func outputsThatAreNoLongerNumbersAreRefused() throws {
    let grid = KnotGrid(uniformOn: 0...1, intervals: 4, order: 3)
    let line = SplineEdge(baseWeight: 0, coefficients: grid.grevilleAbscissae)
    let log = try #require(SymbolCatalog.standard["log"])
    func layer(_ edge: Edge, bias: Double) -> Layer {
      Layer(
        inputCount: 1, sumCount: 1, productArities: [], base: .zero, grids: [grid], edges: [edge],
        biases: [bias])
    }
    let network = Network(
      inputs: [Network.Feature(name: "x")], outputs: [Network.Feature(name: "y")],
      layers: [
        layer(.spline(line), bias: 1), layer(.spline(line), bias: -0.5),
        layer(
          .symbolic(SymbolicEdge(terms: [SymbolicTerm(symbol: log, amplitude: 1, rate: 1, shift: 0)])),
          bias: 0),
      ])
    #expect(network(network.sampledInputs(count: 100))[0].allSatisfy { $0.isFinite })
    let error = try interchangeError {
      try ModelFile(network: network).export(to: .pykan, path: "/nowhere/model")
    }
    #expect(error.description.contains("leave their grids"), "\(error)")
  }

  @Test func describesEverythingInJSON() throws {
    let network = try Self.network(products: [2], symbolic: true)
    let text = try withTemporaryFolder { folder in
      #expect(try ModelFile(network: network).export(to: .json, path: "\(folder)/m.json") == [])
      return try Data(contentsOf: URL(fileURLWithPath: "\(folder)/m.json"))
    }
    let top = try #require(JSONSerialization.jsonObject(with: text) as? [String: Any])
    let layers = try #require(top["layers"] as? [[String: Any]])
    let edges = try #require(layers[0]["edges"] as? [[String: Any]])
    // One edge of two inputs times four sums is cut.
    #expect(top["format"] as? String == "swiftkan-json" && edges.count == 7)
    // Foundation's parser may round the last bit of a number.
    let knots = try #require(layers[0]["knots"] as? [[Double]])
    expectClose(knots.flatMap { $0 }, network.layers[0].grids.flatMap(\.knots), within: 1e-15)
    let term = try #require(
      (edges.first { $0["kind"] as? String == "symbolic" }?["terms"] as? [[String: Any]])?.first)
    #expect(term["expression"] as? String == "sin(x)" && term["rate"] as? Double == 2)
  }

  private static let torch = Python(importing: "torch, numpy")
  private static let pykan = Python(importing: "kan, torch, numpy")

  /// What the tool itself says at the points that the script is given.
  private func outputs(
    of python: Python?, _ script: String, _ arguments: [String], _ points: [[Double]], folder: String
  ) throws
    -> [[Double]]
  {
    let rows = points[0].indices.map { s in points.map { "\($0[s])" }.joined(separator: " ") }
    try rows.joined(separator: "\n").write(toFile: "\(folder)/points.txt", atomically: true, encoding: .utf8)
    let printed = try #require(python?.run(script, ["\(folder)/points.txt"] + arguments))
    let values = printed.split(separator: "\n").map { $0.split(separator: " ").compactMap { Double($0) } }
    return try #require(values.first).indices.map { j in values.map { $0[j] } }
  }

  @Test(
    .enabled(if: pykan != nil, "needs python3 with pykan 0.2.8 and torch"),
    arguments: [([], false), ([2, 2], true), ([3, 2], true)] as [([Int], Bool)])
  func pykanLoadsWhatIsWritten(products: [Int], symbolic: Bool) throws {
    let script = """
      import sys, numpy, torch
      torch.set_default_dtype(torch.float64)
      from kan import KAN
      model = KAN.loadckpt(sys.argv[2])
      x = torch.tensor(numpy.loadtxt(sys.argv[1], ndmin=2))
      for row in model(x).tolist(): print(*row)
      """
    let network = try Self.network(products: products, symbolic: symbolic)
    try withTemporaryFolder { folder in
      _ = try ModelFile(network: network).export(to: .pykan, path: "\(folder)/model")
      let points = network.sampledInputs(count: 100)
      let values = try outputs(of: Self.pykan, script, ["\(folder)/model"], points, folder: folder)
      for (column, expected) in zip(values, network(points)) { expectClose(column, expected, within: 1e-12) }
    }
  }

  /// efficient-kan is no package: its arithmetic is written out here over the tensors that torch loads.
  @Test(.enabled(if: torch != nil, "needs python3 with torch and numpy"))
  func torchLoadsWhatIsWritten() throws {
    let script = """
      import sys, numpy, torch
      state = torch.load(sys.argv[2], weights_only=True)
      x = torch.tensor(numpy.loadtxt(sys.argv[1], ndmin=2))
      for l in range(sum(name.endswith("grid") for name in state)):
          base, spline, scale, t = (state[f"layers.{l}.{part}"] for part in
              ("base_weight", "spline_weight", "spline_scaler", "grid"))
          k = t.shape[1] - spline.shape[2] - 1
          u = x[:, :, None]
          b = ((u >= t[:, :-1]) & (u < t[:, 1:])).double()
          for p in range(1, k + 1):
              b = ((u - t[:, :-p-1]) / (t[:, p:-1] - t[:, :-p-1]) * b[:, :, :-1]
                  + (t[:, p+1:] - u) / (t[:, p+1:] - t[:, 1:-p]) * b[:, :, 1:])
          x = torch.nn.functional.silu(x) @ base.T + torch.einsum("sin,jin,ji->sj", b, spline, scale)
      for row in x.tolist(): print(*row)
      """
    let network = try Self.network()
    try withTemporaryFolder { folder in
      _ = try ModelFile(network: network).export(to: .efficientKAN, path: "\(folder)/model.pt")
      let points = network.sampledInputs(count: 100)
      let values = try outputs(of: Self.torch, script, ["\(folder)/model.pt"], points, folder: folder)
      for (column, expected) in zip(values, network(points)) { expectClose(column, expected, within: 1e-12) }
    }
  }
}
