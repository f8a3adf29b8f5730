import KANModel
import KANNumerics
import KANTestSupport
import Testing

@Suite struct InitializationTests {
  @Test(arguments: Network.BaseFunction.allCases, ["1,1", "4,5,1", "10,20,20,20,3", "3,4+2,4+2,1"])
  func outputsAreOfOrderOne(base: Network.BaseFunction, shape: String) {
    var random = SeededRandom(seed: 1)
    for seed in 0..<5 as Range<UInt64> {
      let network = randomNetwork(shape, base: base, noise: 0.1, seed: seed)
      let columns = network.inputs.map { feature in
        random.normals(500).map { feature.scale * $0 + feature.shift }
      }
      for y in network.activations(columns).outputs {
        let spread = (y.sumOfSquares / 500).squareRoot()
        #expect(spread > 1e-3 && spread < 30, "seed \(seed)")
      }
    }
  }

  @Test func seedsDecideEverything() {
    #expect(randomNetwork("3,4,2", seed: 5) == randomNetwork("3,4,2", seed: 5))
    #expect(randomNetwork("3,4,2", seed: 5) != randomNetwork("3,4,2", seed: 6))
    // Layers draw from streams of their own: a deeper network starts like a shallow one.
    #expect(randomNetwork("3,4,2", seed: 5).layers[0] == randomNetwork("3,4,7,2", seed: 5).layers[0])
  }

  @Test(arguments: ["1,1", "5,2", "2,5", "7,1,7", "4,3+2,1"]) func sparseNetworksLeaveNoNodeAlone(
    shape: String
  ) {
    let network = randomNetwork(shape, sparse: true, seed: 2)
    for layer in network.layers {
      for i in 0..<layer.inputCount {
        #expect((0..<layer.factorCount).contains { !layer[input: i, sum: $0].isCut })
      }
      for j in 0..<layer.factorCount {
        #expect((0..<layer.inputCount).contains { !layer[input: $0, sum: j].isCut })
      }
      #expect(layer.edges.count { !$0.isCut } <= layer.inputCount + layer.factorCount)
    }
  }

  @Test func layersMayHaveGridsOfTheirOwn() {
    let network = Network(
      inputs: [Network.Feature(name: "x")], outputs: [Network.Feature(name: "y")],
      shape: Network.Shape([1, 2, 1]),
      intervals: [4, 9], order: 2, base: .zero, seed: 1)
    #expect(network.layers.map { $0.grids[0].intervals } == [4, 9])
    #expect(network.parameterCount == 2 * (6 + 1) + 2 * 11 + 1)
  }
}
