import KANTestSupport
import SymbolLibrary
import Testing

@testable import KANModel

/// Closed forms on edges that become splines again.
@Suite struct SpliningTests {
  private let address = Network.EdgeAddress(layer: 0, input: 1, sum: 0)

  private func network(with name: String) throws -> Network {
    var network = randomNetwork("2,1,1", seed: 4)
    let symbol = try SymbolCatalog.standard.selecting([name]).symbols[0]
    network[address] = .symbolic(
      SymbolicEdge(terms: [SymbolicTerm(symbol: symbol, amplitude: 1.5, rate: 1, shift: 0)], offset: -0.25))
    return network
  }

  /// Cubic splines hold parabolas exactly; a sine they follow, on five intervals, to about h⁴/384 of its fourth derivative.
  @Test(arguments: [("x^2", 1e-12), ("sin", 0.05)])
  func followsTheForm(name: String, distance: Double) throws {
    let network = try network(with: name)
    let (splined, off) = try network.splining(address)
    guard case .spline(let edge) = splined[address] else {
      Issue.record("no spline")
      return
    }
    #expect(edge.baseWeight == 0 && off <= distance)
    let range = network.layers[0].grids[1].range
    let x = (0...50).map { range.lowerBound + (range.upperBound - range.lowerBound) * Double($0) / 50 }
    let grid = network.layers[0].grids[1]
    let basis = SplineBasis(at: x, grid: grid, base: network.layers[0].base, outside: network.outside)
    guard case .symbolic(let form) = network[address] else { return }
    for (a, b) in zip(edge.values(on: basis), form.values(at: x)) { #expect(abs(a - b) <= 3 * distance) }
    // All else is as it was.
    for other in network.allEdgeAddresses where other != address { #expect(splined[other] == network[other]) }
  }

  @Test func whatIsNoFormIsRefused() throws {
    let network = randomNetwork("2,1,1", seed: 4)
    #expect(throws: ModelError.noClosedForm(address)) { try network.splining(address) }
    let logarithm = try self.network(with: "log")
    #expect(throws: ModelError.noClosedForm(address)) { try logarithm.splining(address) }
  }
}
