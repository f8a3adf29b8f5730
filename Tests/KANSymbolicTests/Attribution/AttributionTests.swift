import KANModel
import KANTestSupport
import Testing

@testable import KANSymbolic

/// Scores by hand, on columns whose spreads and products are whole numbers.
@Suite struct AttributionTests {
  /// Two independent columns of ±1.
  private static let signs: [[Double]] = [[1, 1, -1, -1], [1, -1, 1, -1]]

  @Test func aSumSharesItsScoreBySpread() {
    let network = SmallNetworks.sum(
      SmallNetworks.edge("x", amplitude: 3, offset: 7), SmallNetworks.edge("x", amplitude: -4))
    let scores: Network.Attribution = network.attribution(on: Self.signs)
    // √(3² + 4²) = 5.
    expectClose(scores.inputs, [0.6, 0.8], within: 1e-15)
    #expect(scores.edges == [[[scores.inputs[0], scores.inputs[1]]]])
    #expect(scores[Network.EdgeAddress(layer: 0, input: 1, sum: 0)] == scores.inputs[1])
    #expect(scores.nodes[1] == [1])
  }

  @Test func cutEdgesAndConstantOnesHaveNoScore() {
    let network = SmallNetworks.sum(SmallNetworks.edge("x"), .cut)
    #expect(network.attribution(on: Self.signs).inputs == [1, 0])
    let flat = SmallNetworks.sum(SmallNetworks.edge("x"), SmallNetworks.edge("x", amplitude: 0, offset: 2))
    #expect(flat.attribution(on: Self.signs).inputs == [1, 0])
  }

  @Test func edgesThatCancelShareTheScore() {
    let network = SmallNetworks.sum(SmallNetworks.edge("x"), SmallNetworks.edge("x", amplitude: -1))
    let twice = [Self.signs[0], Self.signs[0]]
    #expect(network.attribution(on: twice).inputs == [0.5, 0.5])
  }

  @Test func aNetworkThatSaysNothingHasNoScores() {
    let network = SmallNetworks.sum(.cut, .cut)
    #expect(network.attribution(on: Self.signs).inputs == [0, 0])
  }

  @Test func aFactorCountsByWhatItsMeanWouldLose() {
    // s₀·s₁ = x·(2 + y): variance 5. With s₀ at its mean 0 all of it goes; with s₁ at its mean 2 what goes is x·y, variance 1.
    let network = SmallNetworks.network(
      SmallNetworks.layer(
        [[SmallNetworks.edge("x"), .cut], [.cut, SmallNetworks.edge("x", offset: 2)]], products: [2]))
    let scores = network.attribution(on: Self.signs)
    expectClose(scores.inputs, [1, 1 / 5.0.squareRoot()], within: 1e-15)
  }

  @Test func scoresGoBackThroughLayers() {
    // Node 0 = x, node 1 = y, node 2 = x + y; the output reads 3·node 0 + 4·node 1 only.
    let (x, no) = (SmallNetworks.edge("x"), Edge.cut)
    let network = SmallNetworks.network(
      SmallNetworks.layer([[x, no], [no, x], [x, x]]),
      SmallNetworks.layer([
        [SmallNetworks.edge("x", amplitude: 3), SmallNetworks.edge("x", amplitude: 4), no]
      ]))
    let scores = network.attribution(on: Self.signs)
    expectClose(scores.nodes[1], [0.6, 0.8, 0], within: 1e-15)
    expectClose(scores.inputs, [0.6, 0.8], within: 1e-15)
    #expect(scores.edges[0][2] == [0, 0])
  }

  @Test func rowsWithoutWeightDoNotCount() {
    let network = SmallNetworks.sum(SmallNetworks.edge("x"), SmallNetworks.edge("x"))
    let columns = [Self.signs[0] + [100], Self.signs[1] + [0]]
    let scores = network.attribution(on: columns, weights: [1, 1, -1, 1, 0])
    expectClose(scores.inputs, [1 / 2.0.squareRoot(), 1 / 2.0.squareRoot()], within: 1e-15)
  }
}
