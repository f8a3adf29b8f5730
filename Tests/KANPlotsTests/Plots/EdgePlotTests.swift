import KANModel
import Testing

@testable import KANPlots

/// The names on the axes of an edge's plot.
@Suite struct EdgePlotTests {
  /// Nodes and factors count from 0, as the addresses of edges do.
  @Test(
    arguments: [
      (0, 1, 0, "x1", "node 0 of layer 1"), (0, 0, 1, "x0", "factor 0"), (0, 0, 2, "x0", "factor 1"),
      (1, 0, 0, "node 0 of layer 1", "y"), (1, 1, 0, "node 1 of layer 1", "y"),
    ] as [(Int, Int, Int, String, String)])
  func nodesCountFromZero(layer: Int, input: Int, sum: Int, from: String, into: String) throws {
    let network = Network(
      inputs: ["x0", "x1"].map { Network.Feature(name: $0) }, outputs: [Network.Feature(name: "y")],
      shape: try Network.Shape(parsing: "2,1+1,1"), noise: 1, seed: 1)
    let x = (0..<20).map { Double($0) / 10 - 1 }
    let plot = try Plot.edge(
      Network.EdgeAddress(layer: layer, input: input, sum: sum), of: network, on: [x, x.map { $0 * $0 }])
    #expect(plot.x.label == (layer == 0 ? Plot.Text(name: from) : Plot.Text(plain: from)))
    #expect(
      plot.y.label.source
        == Plot.Text("contribution to \(layer == 0 ? Plot.Text(plain: into) : Plot.Text(name: into))").source)
  }
}
