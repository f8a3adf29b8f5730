import Foundation
import KANModel
import KANTestSupport
import Testing

@testable import KANInterchange

/// The source of PyTorch modules, run by PyTorch.
@Suite struct PyTorchExportTests {
  private static let torch = Python(importing: "torch, numpy")

  /// Prints the values of the module, and then of the same in single precision.
  private static let script = """
    import sys
    import numpy as np
    import torch
    space = {}
    exec(open(sys.argv[1]).read(), space)
    module = space["Network"]()
    x = torch.tensor(np.loadtxt(sys.argv[2], ndmin=2))
    y = module(x)
    y.square().sum().backward()
    assert all(p.grad is not None for p in module.parameters())
    for values in (y, module.float()(x.float())):
        for row in values.detach().tolist():
            print(*row)
    """

  @Test(
    .enabled(if: torch != nil, "needs python3 with torch and numpy"), arguments: OutsidePolicy.allCases)
  func networksAgree(outside: OutsidePolicy) throws {
    for (base, products, symbolic) in [
      (Network.BaseFunction.silu, [2, 3], true), (.gelu, [], false), (.relu, [2], true),
      (.identity, [], true),
      (.zero, [], false),
    ] {
      var network = try ExportTests.network(products: products, symbolic: symbolic, base: base)
      network.outside = outside
      let points = zip(network.sampledInputs(count: 60), network.trainingBox).map { column, range in
        column.map { Double(Float(1.5 * $0 - 0.25 * (range.lowerBound + range.upperBound))) }
      }
      let printed = try withTemporaryFolder { folder in
        _ = try ModelFile(network: network).export(to: .pytorch, path: "\(folder)/network.py")
        let rows = points[0].indices.map { s in points.map { "\($0[s])" }.joined(separator: " ") }
        try rows.joined(separator: "\n").write(
          toFile: "\(folder)/points.txt", atomically: true, encoding: .utf8)
        return try #require(Self.torch?.run(Self.script, ["\(folder)/network.py", "\(folder)/points.txt"]))
      }
      let values = printed.split(separator: "\n").map { $0.split(separator: " ").compactMap { Double($0) } }
      for (j, expected) in network(points).enumerated() {
        let column = values.map { $0[j] }
        expectClose(Array(column.prefix(60)), expected, within: 1e-12, "\(base), \(outside)")
        expectClose(Array(column.suffix(60)), expected, within: 2e-6, "\(base), \(outside), single")
      }
    }
  }

  /// Without PyTorch: every layer and every number is in the text, and so are names that Python could not take as they are.
  @Test func theSourceHasEveryLayer() throws {
    var network = try ExportTests.network(products: [2], symbolic: true)
    network.inputs[0] = Network.Feature(name: "a\"\"\"\\", shift: 10, scale: 4)
    let text = PyTorchWriter(network).text
    #expect(text.components(separatedBy: "            Layer(").count == 3)
    #expect(text.contains("Function(lambda x: torch.sin(x), [0], [2.0], [0.1])"))
    #expect(text.contains("Rows of (a'''\\\\, b) to rows of (y0, y1)"))
    for bias in network.layers[1].biases.dropFirst() { #expect(text.contains("\(bias)")) }
  }
}
