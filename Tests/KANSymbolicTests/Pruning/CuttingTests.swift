import KANModel
import KANTestSupport
import Testing

@testable import KANSymbolic

/// Edges that go leave their mean behind, and what nothing needs goes with them.
@Suite struct CuttingTests {
  private static let first = Network.EdgeAddress(layer: 0, input: 0, sum: 0)

  @Test func aConstantEdgeCostsNothing() {
    let network = SmallNetworks.sum(
      SmallNetworks.edge("x", amplitude: 0, offset: 1.25), SmallNetworks.edge("sin"))
    let columns = SmallNetworks.columns(2, rows: 20)
    let cut = network.cutting([Self.first], flow: network.activations(columns), spread: Spread(weights: nil))
    #expect(cut[Self.first].isCut && cut.layers[0].biases == [1.25])
    expectClose(cut(columns)[0], network(columns)[0], within: 1e-15)
  }

  @Test func theMeanIsThatOfTheWeights() {
    let network = SmallNetworks.sum(SmallNetworks.edge("x", amplitude: 2))
    let cut = network.cutting(
      [Self.first], flow: network.activations([[0, 4]]), spread: Spread(weights: [1, 3]))
    #expect(cut.layers[0].biases == [6])
    // What is cut already leaves nothing more.
    #expect(
      cut.cutting([Self.first], flow: cut.activations([[0, 4]]), spread: Spread(weights: nil)) == cut)
  }

  @Test func whatOnlyConstantsReachIsFolded() throws {
    // Node 0 is 3 whatever comes in; sin(3) goes into the bias behind it.
    let (x, no) = (SmallNetworks.edge("x"), Edge.cut)
    let network = SmallNetworks.network(
      SmallNetworks.layer([[no, no], [x, x]], biases: [3, 0]),
      SmallNetworks.layer([[SmallNetworks.edge("sin"), x]]))
    let clean = try #require(network.withoutDeadEdges())
    #expect(clean.edgeAddresses.map(\.description) == ["0,0,1", "0,1,1", "1,1,0"])
    let columns = SmallNetworks.columns(2, rows: 10)
    expectClose(clean(columns)[0], network(columns)[0], within: 1e-15)
  }

  @Test func whatNothingReadsGoes() throws {
    let (x, no) = (SmallNetworks.edge("x"), Edge.cut)
    let network = SmallNetworks.network(
      SmallNetworks.layer([[x, no], [x, x], [x, x]], products: [2]), SmallNetworks.layer([[x, no]]))
    let clean = try #require(network.withoutDeadEdges())
    #expect(clean.edgeAddresses.map(\.description) == ["0,0,0", "1,0,0"])
  }

  @Test func aProductWithAFactorOfZeroIsZero() throws {
    let (x, no) = (SmallNetworks.edge("x"), Edge.cut)
    let network = SmallNetworks.network(
      SmallNetworks.layer([[x, no], [no, no], [no, x]], products: [2]), SmallNetworks.layer([[x, x]]))
    let clean = try #require(network.withoutDeadEdges())
    // The other factor of the product is read by nobody any more.
    #expect(clean.edgeAddresses.map(\.description) == ["0,0,0", "1,0,0"])
  }

  @Test func anOutputWithoutInputsIsRefused() {
    let (x, no) = (SmallNetworks.edge("x"), Edge.cut)
    #expect(SmallNetworks.sum(no, no).withoutDeadEdges() == nil)
    #expect(
      SmallNetworks.network(SmallNetworks.layer([[no], [no]]), SmallNetworks.layer([[x, x]]))
        .withoutDeadEdges() == nil)
    // One output of two is enough to refuse.
    #expect(SmallNetworks.network(SmallNetworks.layer([[x], [no]])).withoutDeadEdges() == nil)
  }
}
