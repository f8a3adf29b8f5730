import KANFormula
import KANModel
import KANNumerics
import KANTestSupport
import Testing

/// Networks as exact formulas.
@Suite struct ProgramTests {
  static let cases = (1...5).flatMap { order in
    Network.BaseFunction.allCases.flatMap { base in OutsidePolicy.allCases.map { (order, base, $0) } }
  }

  /// Inside the grids, beyond them, and far beyond.
  @Test(arguments: cases)
  func agreesWithTheNetworkEverywhere(order: Int, base: Network.BaseFunction, outside: OutsidePolicy) throws {
    var random = SeededRandom(seed: UInt64(order))
    let network = Self.network(order: order, base: base, outside: outside, &random)
    let program = network.program()
    let columns = (0..<2).map { _ in random.uniforms(60, in: -4...4) + [-100, 100, 0.3] }
    let expected = network(columns)
    let trees = program.expressions
    for s in columns[0].indices {
      let point = ["a": columns[0][s], "u_1": columns[1][s]]
      let values = program.values(at: point)
      for (j, value) in values.enumerated() {
        #expect(isClose(value, expected[j][s], within: 1e-12), "output \(j), row \(s)")
        #expect(isClose(trees[j].value(at: point), expected[j][s], within: 1e-12), "output \(j), row \(s)")
      }
    }
  }

  /// Two layers with a product node, a closed form and a cut among the splines; the second input has the name that a
  /// step would like to have.
  private static func network(
    order: Int, base: Network.BaseFunction, outside: OutsidePolicy, _ random: inout SeededRandom
  ) -> Network {
    func layer(_ inputs: Int, sums: Int, products: [Int]) -> Layer {
      let grids = (0..<inputs).map { _ in
        KnotGrid.adaptive(to: random.normals(60), intervals: 4, order: order)
      }
      let factors = sums + products.reduce(0, +)
      return Layer(
        inputCount: inputs, sumCount: sums, productArities: products, base: base, grids: grids,
        edges: (0..<inputs * factors).map { n in
          .spline(
            SplineEdge(
              baseWeight: random.normal(), coefficients: random.normals(grids[n % inputs].basisCount)))
        }, biases: random.normals(factors))
    }
    var first = layer(2, sums: 2, products: [2])
    first[input: 0, sum: 1] = .symbolic(.sine)
    first[input: 1, sum: 2] = .cut
    return Network(
      inputs: [Network.Feature(name: "a", shift: 0.3, scale: 1.7), Network.Feature(name: "u_1")],
      outputs: [Network.Feature(name: "y", shift: 2, scale: 3), Network.Feature(name: "z")],
      layers: [first, layer(3, sums: 2, products: [])], outside: outside)
  }
}
