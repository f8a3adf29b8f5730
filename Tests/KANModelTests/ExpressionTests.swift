import KANFormula
import KANModel
import KANNumerics
import KANTestSupport
import SymbolLibrary
import Testing

@Suite struct ExpressionTests {
  private static let x = Expression.variable("x0")

  /// Constants that do nothing leave no trace; others are free.
  @Test(arguments: [
    (Edge.symbolic(.line), Expression.variable("x0")),
    (.symbolic(.sine), .function(.sin, .variable("x0"))),
    (
      .symbolic(.sine, amplitude: 2, rate: 3, shift: 1, offset: 4),
      .sum([
        .product([
          .real(2), .function(.sin, .sum([.product([.real(3), .variable("x0")]), .real(1)])),
        ]), .real(4),
      ])
    ),
    (.symbolic(.line, amplitude: 2, offset: -1), .sum([.product([.real(2), .variable("x0")]), .real(-1)])),
    (.cut, .rational(Rational(0))),
  ])
  func oneEdgeBecomesItsExpression(edge: Edge, expected: Expression) throws {
    var network = Network(
      inputs: [Feature(name: "x0")], outputs: [Feature(name: "y")], shape: NetworkShape([1, 1]), seed: 1)
    network.layers[0].edges[0] = edge
    #expect(try network.expressions() == [expected])
  }

  /// Scaling of inputs and outputs is folded into the constants that are there anyway.
  @Test func scalingIsFolded() throws {
    var network = Network(
      inputs: [Feature(name: "x0", shift: 10, scale: 4)], outputs: [Feature(name: "y", shift: 5, scale: 2)],
      shape: NetworkShape([1, 1]), seed: 1)
    network.layers[0].edges[0] = .symbolic(.sine, rate: 2, shift: 5)
    let expected = Expression.sum([
      .product([.real(2), .function(.sin, .product([.real(0.5), Self.x]))]), .real(5),
    ])
    #expect(try network.expressions() == [expected])
  }

  @Test func productsAndDeepNetworksCompose() throws {
    var network = Network(
      inputs: [Feature(name: "a"), Feature(name: "b")], outputs: [Feature(name: "y")],
      shape: try NetworkShape(parsing: "2,0+1,1"), seed: 1)
    network.layers[0].edges = [.symbolic(.line), .cut, .cut, .symbolic(.square)]
    network.layers[1].edges = [.symbolic(.exponential)]
    let square = Expression.power(.variable("b"), .rational(Rational(2)))
    #expect(try network.expressions() == [.function(.exp, .product([.variable("a"), square]))])
  }
}
