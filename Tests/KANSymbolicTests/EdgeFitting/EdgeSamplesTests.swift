import KANModel
import KANTestSupport
import Testing

@testable import KANSymbolic

/// What a fit sees of an edge.
@Suite struct EdgeSamplesTests {
  private static let address = Network.EdgeAddress(layer: 0, input: 0, sum: 0)

  @Test func followTheDataAndTheWholeRange() throws {
    let network = SmallNetworks.sum(SmallNetworks.edge("x^2", amplitude: 3))
    // Most values near 0, a single one far out.
    let arguments = (0..<999).map { 1e-3 * Double($0) / 999 } + [1]
    let samples = try #require(EdgeSamples(of: network, at: Self.address, arguments: arguments.shuffled()))
    #expect(samples.range == 0...1 && samples.width == 1)
    #expect(zip(samples.x, samples.x.dropFirst()).allSatisfy { $0 < $1 }, "increasing, each once")
    #expect(samples.x.count { $0 < 1e-3 } > 80, "half of the samples where the data are")
    #expect(samples.x.count { $0 > 0.1 } > 80, "and half over the range")
    expectClose(samples.y, samples.x.map { 3 * $0 * $0 }, within: 1e-15)
  }

  @Test(arguments: [[], [2, 2, 2], [0, 1]])
  func tooFewArgumentsAreNoCurve(arguments: [Double]) {
    let network = SmallNetworks.sum(SmallNetworks.edge("x"))
    let samples = EdgeSamples(of: network, at: Self.address, arguments: arguments, count: 6)
    #expect(samples == nil)
  }

  /// On some rows a function before the edge may have no value.
  @Test func argumentsThatAreNoNumbersAreLeftOut() throws {
    let network = SmallNetworks.sum(SmallNetworks.edge("x^2"))
    let arguments = SmallNetworks.columns(1, rows: 100)[0]
    let expected = try #require(EdgeSamples(of: network, at: Self.address, arguments: arguments))
    let gaps = arguments.flatMap { [$0, .nan] } + [.infinity, -.infinity]
    let samples = try #require(EdgeSamples(of: network, at: Self.address, arguments: gaps))
    #expect(samples.x == expected.x && samples.y == expected.y)
    #expect(EdgeSamples(of: network, at: Self.address, arguments: [.nan, .nan, 1]) == nil)
  }

  @Test func knowTheUsersZeroInTheFirstLayerOnly() throws {
    // x = 100 + 20·u: the user's 0 is u = −5, and one of the user's units is 1/20.
    var network = SmallNetworks.network(
      SmallNetworks.layer([[SmallNetworks.edge("x")]]), SmallNetworks.layer([[SmallNetworks.edge("x")]]))
    network.inputs = [Network.Feature(name: "x0", shift: 100, scale: 20)]
    let arguments = SmallNetworks.columns(1, rows: 100)[0]
    let first = try #require(EdgeSamples(of: network, at: Self.address, arguments: arguments))
    #expect(first.origin == -5 && first.unit == 0.05)
    let second = try #require(
      EdgeSamples(of: network, at: Network.EdgeAddress(layer: 1, input: 0, sum: 0), arguments: arguments))
    #expect(second.origin == 0 && second.unit == 1)
  }

  @Test func thinningKeepsTheEndsAndTheOrigin() {
    let x = (0..<101).map(Double.init)
    let samples = EdgeSamples(x: x, y: x.map { -$0 }, feature: Network.Feature(name: "x", shift: 3, scale: 2))
    let thin = samples.thinned(to: 11)
    #expect(thin.x == stride(from: 0.0, through: 100, by: 10).map { $0 })
    #expect(thin.y == thin.x.map { -$0 })
    #expect(thin.origin == samples.origin && thin.unit == samples.unit)
    #expect(samples.thinned(to: 500).x == x)
  }
}
