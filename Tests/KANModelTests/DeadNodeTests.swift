import KANModel
import KANNumerics
import KANTestSupport
import SymbolLibrary
import Testing

@Suite struct DeadNodeTests {
  /// Random networks with random cuts: whatever is removed, the predictions stay.
  @Test(arguments: ["2,3,1", "3,2+2,2,2", "2,1+1*3+1,3,0+2*3", "1,4,4,4,1", "2,0+3,0+2,1"], 0..<12)
  func removingDeadNodesKeepsThePredictions(shape: String, seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    var network = randomNetwork(shape, seed: UInt64(seed))
    for l in network.layers.indices {
      network.layers[l].biases = random.normals(network.layers[l].factorCount)
    }
    let share = random.uniform()
    for address in network.edgeAddresses {
      if random.uniform() < share {
        network[address] = .cut
      } else if random.uniform() < 0.3 {
        network[address] = .symbolic(.sine, amplitude: random.normal(), rate: 0.5, offset: 0.25)
      } else if random.uniform() < 0.1 {
        network[address] = .symbolic(SymbolicEdge(terms: [], offset: random.normal()))
      }
    }
    let columns = network.inputs.map { _ in random.normals(20) }
    let smaller = network.removingDeadNodes()
    try smaller.validated()
    #expect(smaller.removingDeadNodes() == smaller)
    for (before, after) in zip(network(columns), smaller(columns)) {
      expectClose(after, before, within: 1e-11, "seed \(seed)")
    }
    // Every hidden node that is left is used, but for the last one of a layer.
    for (layer, next) in zip(smaller.layers, smaller.layers.dropFirst()) where layer.outputCount > 1 {
      for i in 0..<layer.outputCount {
        #expect((0..<next.factorCount).contains { !next[input: i, sum: $0].isCut })
      }
    }
    let used = smaller.removingUnusedInputs()
    let names = Set(used.inputs.map(\.name))
    let kept = zip(network.inputs, columns).filter { names.contains($0.0.name) }.map(\.1)
    #expect(used(kept) == smaller(columns))
    #expect(used.inputs.count == max(1, network.inputs.count - smaller.unusedInputs.count))
  }

  @Test(arguments: [
    // A node without inputs, one without outputs, a product with one constant factor, and with three.
    ("2,3,1", ["0,0,1", "0,1,1"], "2,2,1"), ("2,3,1", ["1,2,0"], "2,2,1"),
    ("2,1+1,1", ["0,0,2", "0,1,2"], "2,2,1"), ("2,0+1*3,1", ["0,0,2", "0,1,2"], "2,0+1,1"),
    ("2,0+1,0+1", ["1,0,1"], "2,0+1,0+1"), ("1,2,2,1", ["2,0,0", "2,1,0"], "1,1,1,1"), ("2,2,1", [], "2,2,1"),
  ])
  func shapesShrinkAsExpected(shape: String, cuts: [String], expected: String) throws {
    var network = randomNetwork(shape, seed: 1)
    for l in network.layers.indices { network.layers[l].biases = network.layers[l].biases.map { _ in 0.5 } }
    network = network.cutting(try cuts.map { try Network.EdgeAddress(parsing: $0) })
    #expect(network.removingDeadNodes().shape.description == expected)
  }

  @Test func unusedInputsAreNamedAndGo() {
    let network = randomNetwork("3,1", seed: 1).cutting(Network.EdgeAddress(layer: 0, input: 1, sum: 0))
    #expect(network.unusedInputs == ["x1"])
    #expect(network.removingUnusedInputs().inputs.map(\.name) == ["x0", "x2"])
  }
}
