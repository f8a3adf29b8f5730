import KANFormula
import KANModel
import KANNumerics
import SymbolLibrary

/// Networks with random numbers of every magnitude for files to carry.
struct NetworkSource {
  private var random: SeededRandom

  init(seed: UInt64) { random = SeededRandom(seed: seed) }

  /// A function no catalog has: files must not need one.
  private var square: Symbol {
    Symbol(
      name: "my square", expression: .power(.variable("x"), .rational(Rational(2))),
      domain: .open(lower: -1.5, upper: 1e9), gauge: .rateAbsorbed, complexity: 3)
  }

  private mutating func number() -> Double {
    let sign = random.uniform() < 0.5 ? -1.0 : 1
    return sign * random.uniform()
      * Double(sign: .plus, exponent: Int(random.next() % 600) - 300, significand: 1)
  }

  /// Two inputs, one sum and a product, then one output; grids of unequal size, cut and
  /// symbolic edges.
  mutating func network() -> Network {
    var first = layer(inputs: 2, sums: 1, products: [2], intervals: [3, 5], order: 3, base: .silu)
    var second = layer(inputs: 2, sums: 1, products: [], intervals: [2, 2], order: 2, base: .zero)
    second[input: 1, sum: 0] = .cut
    let term = SymbolicTerm(symbol: square, amplitude: number(), rate: number(), shift: number())
    first[input: 0, sum: 1] = .symbolic(SymbolicEdge(terms: [term, term], offset: number()))
    first[input: 1, sum: 2] = .symbolic(SymbolicEdge(terms: [], offset: number()))
    return Network(
      inputs: [
        Network.Feature(name: "p_T \"GeV\"\\", shift: 0.1, scale: 3),
        Network.Feature(name: "Δφ", shift: -0.0, scale: 1e-300),
      ],
      outputs: [Network.Feature(name: "m\\T", shift: 1e300, scale: .leastNonzeroMagnitude)],
      layers: [first, second], outside: .clamp)
  }

  private mutating func layer(
    inputs: Int, sums: Int, products: [Int], intervals: [Int], order: Int, base: Network.BaseFunction
  ) -> Layer {
    let factors = sums + products.reduce(0, +)
    let grids = intervals.map { KnotGrid(uniformOn: -1.1...random.uniform(), intervals: $0, order: order) }
    let edges = (0..<factors * inputs).map { n in
      Edge.spline(
        SplineEdge(
          baseWeight: number(), coefficients: (0..<intervals[n % inputs] + order).map { _ in number() }))
    }
    return Layer(
      inputCount: inputs, sumCount: sums, productArities: products, base: base, grids: grids, edges: edges,
      biases: (0..<factors).map { _ in number() })
  }
}
