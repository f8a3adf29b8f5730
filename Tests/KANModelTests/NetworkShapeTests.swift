import KANModel
import KANNumerics
import KANTestSupport
import Testing

@Suite struct NetworkShapeTests {
  @Test(arguments: [
    ("4,5,1", 4, [5, 1], [5, 1]), ("2, 1+1, 1", 2, [2, 1], [3, 1]), ("3,0+2*3,2", 3, [2, 2], [6, 2]),
    ("1,2+1*4+2,0+1", 1, [5, 1], [10, 2]),
  ])
  func readsWhatUsersType(text: String, inputs: Int, nodes: [Int], factors: [Int]) throws {
    let shape = try Network.Shape(parsing: text)
    #expect(shape.inputCount == inputs)
    #expect(shape.levels.map(\.nodeCount) == nodes)
    #expect(shape.levels.map(\.factorCount) == factors)
    #expect(shape.description == text.filter { $0 != " " })
    #expect(try Network.Shape(parsing: shape.description) == shape)
  }

  @Test(arguments: [
    "", "4", "4,,1", "0,1", "2,0,1", "2,0+0,1", "a,1", "2,-1,1", "2,1+1*1,1", "2,1+1*2*2,1", "2,1+,1", "2;1",
    "2,99999999999999999999", "9999999,1", "2,1+1*9999,1",
  ])
  func refusesWhatIsNoShape(text: String) {
    #expect(throws: ModelError.self) { try Network.Shape(parsing: text) }
  }

  @Test(arguments: ["", "0,1", "0,1,2,3", "a,b,c", "-1,0,0", "0,,0"])
  func refusesWhatIsNoAddress(text: String) {
    #expect(throws: ModelError.malformedAddress(text)) { try Network.EdgeAddress(parsing: text) }
  }

  @Test func errorsSayWhatIsWrongAndWhatToDo() throws {
    let network = randomNetwork("2,1,1", seed: 1)
    let address = try Network.EdgeAddress(parsing: "0, 5, 0")
    #expect(throws: ModelError.noSuchEdge(address, shape: "2,1,1")) { try network.edge(at: address) }
    #expect(throws: ModelError.splineEdge(Network.EdgeAddress(layer: 0, input: 0, sum: 0))) {
      try network.expressions()
    }
    #expect(throws: ModelError.shapeMismatch(shape: "2,1,1", inputs: 3, outputs: 1)) {
      try network.shape.check(inputs: 3, outputs: 1)
    }
    #expect(
      ModelError.noSuchEdge(address, shape: "2,1,1").description
        == "The network of shape 2,1,1 has no edge 0,5,0: addresses are layer,input,sum counted from 0.")
  }
}
