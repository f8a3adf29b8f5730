import KANFormula
import KANModel
import KANNumerics
import KANTestSupport
import SymbolLibrary
import Testing

@Suite struct ExpressionTests {
  private static let x = Expression.variable("x0")

  /// An edge and what it becomes; in a type of its own because arguments that can be encoded would be.
  struct EdgeCase: Sendable, CustomTestStringConvertible {
    let edge: Edge
    let expression: Expression
    var testDescription: String { edge.summary }
  }

  /// Constants that do nothing leave no trace; others are free.
  static let edgeCases = [
    EdgeCase(edge: .symbolic(.line), expression: x),
    EdgeCase(edge: .symbolic(.sine), expression: .function(.sin, x)),
    EdgeCase(
      edge: .symbolic(.sine, amplitude: 2, rate: 3, shift: 1, offset: 4),
      expression: .sum([
        .product([.real(2), .function(.sin, .sum([.product([.real(3), x]), .real(1)]))]), .real(4),
      ])),
    EdgeCase(
      edge: .symbolic(.line, amplitude: 2, offset: -1),
      expression: .sum([.product([.real(2), x]), .real(-1)])),
    EdgeCase(edge: .cut, expression: .rational(Rational(0))),
  ]

  @Test(arguments: edgeCases) func oneEdgeBecomesItsExpression(_ example: EdgeCase) throws {
    var network = Network(
      inputs: [Network.Feature(name: "x0")], outputs: [Network.Feature(name: "y")],
      shape: Network.Shape([1, 1]), seed: 1)
    network.layers[0].edges[0] = example.edge
    #expect(try network.expressions() == [example.expression])
  }

  /// Scaling of inputs and outputs is folded into the constants that are there anyway.
  @Test func scalingIsFolded() throws {
    var network = Network(
      inputs: [Network.Feature(name: "x0", shift: 10, scale: 4)],
      outputs: [Network.Feature(name: "y", shift: 5, scale: 2)],
      shape: Network.Shape([1, 1]), seed: 1)
    network.layers[0].edges[0] = .symbolic(.sine, rate: 2, shift: 5)
    let expected = Expression.sum([
      .product([.real(2), .function(.sin, .product([.real(0.5), Self.x]))]), .real(5),
    ])
    #expect(try network.expressions() == [expected])
  }

  @Test func productsAndDeepNetworksCompose() throws {
    var network = Network(
      inputs: [Network.Feature(name: "a"), Network.Feature(name: "b")], outputs: [Network.Feature(name: "y")],
      shape: try Network.Shape(parsing: "2,0+1,1"), seed: 1)
    network.layers[0].edges = [.symbolic(.line), .cut, .cut, .symbolic(.square)]
    network.layers[1].edges = [.symbolic(.exponential)]
    let square = Expression.power(.variable("b"), .rational(Rational(2)))
    #expect(try network.expressions() == [.function(.exp, .product([.variable("a"), square]))])
  }

  /// Any symbolic network equals its expressions, scaling, products and folded constants included.
  @Test(arguments: ["1,1", "2,3,1", "3,2+2,2", "2,1+1*3+1,2,0+2", "1,1,1,1,1"], 0..<5)
  func expressionsAgreeWithTheNetwork(shape: String, seed: Int) throws {
    var random = SeededRandom(seed: UInt64(seed))
    var network = randomNetwork(shape, seed: UInt64(seed))
    let symbols: [Symbol] = [.line, .sine, .square]
    for address in network.edgeAddresses {
      let terms = (0..<1 + random.integer(below: 2)).map { _ in
        SymbolicTerm(
          symbol: symbols[random.integer(below: 3)], amplitude: random.normal(), rate: random.normal(),
          shift: random.integer(below: 2) == 0 ? 0 : random.normal())
      }
      let isCut = random.integer(below: 4) == 0
      network[address] = isCut ? .cut : .symbolic(SymbolicEdge(terms: terms, offset: random.normal()))
    }
    for l in network.layers.indices {
      network.layers[l].biases = random.normals(network.layers[l].factorCount)
    }
    let columns = network.inputs.map { _ in random.normals(20) }
    for (expression, y) in zip(try network.expressions(), network(columns)) {
      let values = (0..<20).map { s in
        expression.value(
          at: Dictionary(uniqueKeysWithValues: zip(network.inputs, columns).map { ($0.name, $1[s]) }))
      }
      expectClose(values, y, within: 1e-9, "seed \(seed)")
    }
  }
}
