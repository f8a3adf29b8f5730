import KANData
import KANModel
import KANNumerics
import KANTestSupport
import Testing

@testable import KANSymbolic

/// An edge as a plot shows it.
@Suite struct EdgeCurveTests {
  private static let address = Network.EdgeAddress(layer: 0, input: 0, sum: 0)

  @Test func runsOverWhatTheEdgeSeesInTheUsersUnits() throws {
    var network = SmallNetworks.sum(SmallNetworks.edge("x^2"))
    network.inputs = [Network.Feature(name: "x0", shift: 10, scale: 2)]
    let column = [8, 9, 10, 12.0]
    let curve: EdgeCurve = try network.edgeCurve(at: Self.address, on: [column])
    #expect(curve.address == Self.address)
    #expect(curve.x.first == 8 && curve.x.last == 12 && curve.x.count == 121)
    expectClose(curve.values, curve.x.map { ($0 - 10) * ($0 - 10) / 4 }, within: 1e-14)
    // Without targets the samples lie on the curve.
    #expect(curve.standardErrors == nil && curve.sampleX == column)
    #expect(curve.sampleY == [1, 0.25, 0, 1])
  }

  @Test func samplesAreWhatWouldMeetEachTarget() throws {
    // y = 3·(2x)² through a second layer: φ would have to be 2x + r/(∂y/∂φ), ∂y/∂φ = 6φ.
    let network = SmallNetworks.network(
      SmallNetworks.layer([[SmallNetworks.edge("x", amplitude: 2)]]),
      SmallNetworks.layer([[SmallNetworks.edge("x^2", amplitude: 3)]]))
    let x = [0.25, 0.5, 1]
    let y = zip(network([x])[0], [0.1, -0.2, 0.3]).map(+)
    let curve = try network.edgeCurve(at: Self.address, on: [x], targets: [y])
    #expect(curve.sampleX == x)
    let expected = zip(x, [0.1, -0.2, 0.3]).map { 2 * $0 + $1 / (12 * $0) }
    expectClose(curve.sampleY, expected, within: 1e-14)
  }

  @Test func slopesGoThroughProducts() throws {
    // y = x0·x1: the edge of x0 would have to be x0 + r/x1.
    let (x, no) = (SmallNetworks.edge("x"), Edge.cut)
    let network = SmallNetworks.network(SmallNetworks.layer([[x, no], [no, x]], products: [2]))
    let columns = [[0.5, 1, 2], [2, 1, 4.0]]
    let y = zip(network(columns)[0], [0.1, 0.2, -0.4]).map(+)
    let curve = try network.edgeCurve(at: Self.address, on: columns, targets: [y])
    expectClose(curve.sampleY, [0.55, 1.2, 1.9], within: 1e-14)
  }

  @Test func rowsThatDoNotSeeTheEdgeAreLeftOut() throws {
    let (x, no) = (SmallNetworks.edge("x"), Edge.cut)
    let network = SmallNetworks.network(SmallNetworks.layer([[x, no], [no, x]], products: [2]))
    let columns = [[0.5, 1, 2], [2, 0, 4.0]]
    let curve = try network.edgeCurve(at: Self.address, on: columns, targets: [[1, 5, 8]])
    #expect(curve.sampleX == [0.5, 2])
  }

  @Test func errorsAreThoseOfAStraightLine() throws {
    // σ²·(1/n + (x − x̄)²/Σ(x − x̄)²), from any book.
    var random = SeededRandom(seed: 3)
    let x = random.uniforms(40, in: -1...1)
    let y = x.map { 2 * $0 + 0.1 * random.normal() }
    let network = SmallNetworks.sum(SmallNetworks.edge("x", amplitude: 2))
    let curve = try network.edgeCurve(at: Self.address, on: [x], targets: [y])
    let errors = try #require(curve.standardErrors)
    let n = Double(x.count)
    let mean = x.reduce(0, +) / n
    let spread = x.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    // The variance about the line that fits best, which is not the network's.
    let slope = zip(x, y).reduce(0) { $0 + ($1.0 - mean) * $1.1 } / spread
    let offset = y.reduce(0, +) / n - slope * mean
    let variance =
      zip(x, y).reduce(0) { $0 + ($1.1 - offset - slope * $1.0) * ($1.1 - offset - slope * $1.0) } / (n - 2)
    let expected = curve.x.map { (variance * (1 / n + ($0 - mean) * ($0 - mean) / spread)).squareRoot() }
    expectClose(errors, expected, within: 1e-10)
  }

  @Test func splinesAreLeastKnownAtTheirEnds() throws {
    let network = SmallNetworks.sum(SmallNetworks.edge("sin", rate: 2)).asSplines
    var random = SeededRandom(seed: 4)
    let x = random.uniforms(300, in: -1...1)
    let y = zip(network([x])[0], random.normals(300)).map { $0 + 0.01 * $1 }
    let errors = try #require(
      try network.edgeCurve(at: Self.address, on: [x], targets: [y]).standardErrors)
    #expect(errors[0] > 1.5 * errors[60] && errors[120] > 1.5 * errors[60])
    #expect(errors.allSatisfy { $0 > 0.0005 && $0 < 0.02 })
  }

  /// Whatever the number of rows: never more than the limit, and not half of it either.
  @Test(arguments: [99, 100, 101, 199, 250, 10_000])
  func longTablesAreThinned(rows: Int) throws {
    let network = SmallNetworks.sum(SmallNetworks.edge("x"))
    let x = SmallNetworks.columns(1, rows: rows)
    let curve = try network.edgeCurve(at: Self.address, on: x, targets: network(x), sampleLimit: 100)
    #expect(curve.sampleX.count == min(rows, 100) && curve.sampleX.first == x[0][0])
    #expect(curve.sampleX.allSatisfy(x[0].contains))
  }

  @Test func strangeAddressesAreRefused() {
    let network = SmallNetworks.sum(SmallNetworks.edge("x"))
    let address = Network.EdgeAddress(layer: 0, input: 3, sum: 0)
    #expect(throws: ModelError.noSuchEdge(address, shape: "1,1")) {
      try network.edgeCurve(at: address, on: [[0, 1]])
    }
  }
}
