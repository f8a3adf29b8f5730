import Foundation
import KANModel
import KANTestSupport
import Testing

@testable import KANInterchange

@Suite struct PythonTests {
  private static let python = Python(importing: "numpy, safetensors")

  /// The reference implementation of the format agrees about names, shapes, numbers and metadata.
  @Test(
    .enabled(
      if: python != nil, "needs python3 with numpy and safetensors"))
  func pythonReadsModelFiles() throws {
    var source = NetworkSource(seed: 3)
    let network = source.network()
    let script = """
      import json, sys
      from safetensors import safe_open
      with safe_open(sys.argv[1], "numpy") as file:
          structure = json.loads(file.metadata()["network"])
          print(file.metadata()["format"], len(structure["layers"]), structure["inputs"][1])
          coefficients = file.get_tensor("layers.0.coefficients")
          print(coefficients.dtype, coefficients.shape)
          print(float(coefficients[0, 1, 4]).hex())
          print(sorted(file.keys()))
      """
    let printed = try withTemporaryFolder { folder in
      try ModelFile(network: network).write(to: "\(folder)/network.kan")
      return try #require(Self.python?.run(script, ["\(folder)/network.kan"]))
    }
    let lines = printed.split(separator: "\n")
    #expect(lines[0] == "swiftkan 2 Δφ")
    #expect(lines[1] == "float64 (3, 2, 8)")
    guard case .spline(let edge) = network.layers[0][input: 1, sum: 0] else {
      Issue.record("the source has a spline here")
      return
    }
    // C99 hexadecimal, the form that Python prints and Swift reads exactly.
    #expect(Double(lines[2]) == edge.coefficients[4])
    #expect(lines[3].contains("'inputs.scaling', 'layers.0.base_weights', 'layers.0.biases'"))
  }

  /// The notebook's own code, taken out of it, evaluates every kind of network as the model does.
  @Test(
    .enabled(if: python != nil, "needs python3 with numpy and safetensors"),
    arguments: OutsidePolicy.allCases)
  func theNotebookEvaluatesModelFiles(outside: OutsidePolicy) throws {
    let notebook = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../notebooks-export/evaluate_with_numpy.ipynb").standardized
    let top = try #require(JSONSerialization.jsonObject(with: Data(contentsOf: notebook)) as? [String: Any])
    let cells = try #require(top["cells"] as? [[String: Any]])
    let sources = cells.filter { $0["cell_type"] as? String == "code" }.map { cell in
      (cell["source"] as? [String])?.joined() ?? cell["source"] as? String ?? ""
    }
    let script =
      "import sys\n" + (try #require(sources.first { $0.contains("def evaluate") }))
      + "\nfor row in evaluate(sys.argv[1], np.loadtxt(sys.argv[2], ndmin=2)): print(*row.tolist())\n"
    for (base, products) in [
      (Network.BaseFunction.silu, [2, 3]), (.gelu, []), (.relu, [2]), (.identity, []), (.zero, []),
    ] {
      var network = try ExportTests.network(products: products, symbolic: true, base: base)
      network.outside = outside
      // Twice the box, so that the outside is asked for in the first layer too.
      let points = zip(network.sampledInputs(count: 60), network.trainingBox).map { column, range in
        column.map { 2 * $0 - (range.lowerBound + range.upperBound) / 2 }
      }
      let printed = try withTemporaryFolder { folder in
        try ModelFile(network: network).write(to: "\(folder)/network.kan")
        let rows = points[0].indices.map { s in points.map { "\($0[s])" }.joined(separator: " ") }
        try rows.joined(separator: "\n").write(
          toFile: "\(folder)/points.txt", atomically: true, encoding: .utf8)
        return try #require(Self.python?.run(script, ["\(folder)/network.kan", "\(folder)/points.txt"]))
      }
      let rows = printed.split(separator: "\n").map { $0.split(separator: " ").compactMap { Double($0) } }
      for (j, expected) in network(points).enumerated() {
        expectClose(rows.map { $0[j] }, expected, within: 1e-12, "\(base), \(outside)")
      }
    }
  }
}
