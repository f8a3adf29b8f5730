import KANFormula
import KANModel
import KANNumerics
import SymbolLibrary

/// A random network of splines and the closed forms that its edges were fitted to.
struct RandomPair {
  /// The network with closed forms on its edges; the shape, orders, bases and continuations are random.
  let closed: Network
  /// The same network with each closed form replaced by a spline that approximates it.
  let splines: Network
  /// A box of the inputs, in the user's units; sometimes larger than the grids.
  let box: [ClosedRange<Double>]

  private static let shapes = [
    "1,1", "1,1,1", "2,1", "2,1,1", "2,2,1", "2,0+1,1", "3,1", "3,1,1", "3,1+1,1", "2,2,2,1", "4,2,1",
    "3,0+1,1",
  ]

  init(seed: UInt64) throws {
    var random = SeededRandom(seed: seed)
    let shape = try Network.Shape(parsing: Self.shapes[random.integer(below: Self.shapes.count)])
    let order = 1 + random.integer(below: 5)
    let bases = Network.BaseFunction.allCases
    let policies = OutsidePolicy.allCases
    var network = Network(
      inputs: (0..<shape.inputCount).map {
        Network.Feature(name: "x\($0)", shift: random.uniform(in: -1...1), scale: random.uniform(in: 0.5...3))
      },
      outputs: [
        Network.Feature(name: "y", shift: random.uniform(in: -2...2), scale: random.uniform(in: 0.5...5))
      ],
      shape: shape, intervals: 2 + random.integer(below: 9), order: order,
      base: bases[random.integer(below: bases.count)], gridRange: -1.5...1.5,
      outside: policies[random.integer(below: policies.count)], seed: seed)
    for address in network.allEdgeAddresses {
      network[address] = .symbolic(Self.closedForm(&random))
    }
    closed = network
    for address in network.allEdgeAddresses {
      let layer = network.layers[address.layer]
      guard case .symbolic(let edge) = network[address] else { continue }
      network[address] = .spline(
        Self.spline(of: edge, grid: layer.grids[address.input], base: layer.base, &random))
    }
    splines = network
    let reach = random.uniform(in: 0.3...1.7)
    box = network.inputs.map { $0.shift - reach * $0.scale...$0.shift + reach * $0.scale }
  }

  /// One or two functions of the library with arguments inside their domains.
  private static func closedForm(_ random: inout SeededRandom) -> SymbolicEdge {
    let catalog = SymbolCatalog.standard
    let calm = ["x", "x^2", "x^3", "sin", "cos", "tanh", "exp", "gaussian", "atan", "sqrt", "log", "1/x"]
    let symbols = catalog.symbols.filter { calm.contains($0.name) }
    let terms = (0...random.integer(below: 2)).map { _ -> SymbolicTerm in
      let symbol = symbols[random.integer(below: symbols.count)]
      let isBounded = symbol.domain != .everywhere
      return SymbolicTerm(
        symbol: symbol, amplitude: random.uniform(in: -0.6...0.6),
        rate: random.uniform(in: 0.3...1.2) * (isBounded ? 0.4 : 1),
        shift: isBounded ? random.uniform(in: 2...4) : random.uniform(in: -0.5...0.5))
    }
    return SymbolicEdge(terms: terms, offset: random.uniform(in: -0.2...0.2))
  }

  /// Least squares on the grid, the coefficients then moved by as much as a fit to noisy data would.
  private static func spline(
    of edge: SymbolicEdge, grid: KnotGrid, base: Network.BaseFunction, _ random: inout SeededRandom
  ) -> SplineEdge {
    let range = grid.range
    let x = (0...200).map { range.lowerBound + (range.upperBound - range.lowerBound) * Double($0) / 200 }
    let weight = base == .zero ? 0 : random.uniform(in: -0.5...0.5)
    let y = zip(x, edge.values(at: x)).map { $1 - weight * base.value(at: $0) }
    var design = Matrix(rows: x.count, columns: grid.basisCount)
    for s in x.indices {
      let (first, values) = grid.basis(at: x[s])
      for (r, value) in values.enumerated() { design[s, first + r] = value }
    }
    let noise = [0, 1e-5, 1e-3][random.integer(below: 3)]
    return SplineEdge(
      baseWeight: weight,
      coefficients: ridgeLeastSquares(design, y, ridge: 1e-12).map { $0 + noise * random.normal() })
  }
}
