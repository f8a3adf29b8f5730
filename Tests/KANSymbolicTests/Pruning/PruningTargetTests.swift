import KANModel
import Testing

@testable import KANSymbolic

/// What goes with an input, a node and an edge.
@Suite struct PruningTargetTests {
  /// Shape 2,1+1,1: a plain sum and a product of two sums, then one sum.
  private static var network: Network {
    let x = SmallNetworks.edge("x")
    return SmallNetworks.network(
      SmallNetworks.layer([[x, x], [x, x], [x, x]], products: [2]), SmallNetworks.layer([[x, x]]))
  }

  @Test(arguments: [
    (PruningTarget.input(1), ["0,1,0", "0,1,1", "0,1,2"], "input 1"),
    // A plain sum: what it reads and where it is read.
    (.node(layer: 0, index: 0), ["0,0,0", "0,1,0", "1,0,0"], "node 0 of layer 0"),
    // A product: all its factors.
    (.node(layer: 0, index: 1), ["0,0,1", "0,1,1", "0,0,2", "0,1,2", "1,1,0"], "node 1 of layer 0"),
    (.edge(Network.EdgeAddress(layer: 1, input: 0, sum: 0)), ["1,0,0"], "edge 1,0,0"),
  ])
  func takesItsEdgesWithIt(target: PruningTarget, edges: [String], name: String) {
    #expect(target.edges(of: Self.network).map(\.description) == edges)
    #expect(target.description == name)
  }
}
