import KANData
import KANModel
import KANNumerics
import SymbolLibrary

/// Networks small enough to be checked by hand, of closed forms and of splines.
enum SmallNetworks {
  /// A function of the standard library.
  static func symbol(_ name: String) -> Symbol {
    guard let symbol = SymbolCatalog.standard.symbol(called: name) else {
      preconditionFailure("the standard library has no \(name)")
    }
    return symbol
  }

  /// a·f(b·x + c) + d on an edge.
  static func edge(
    _ name: String, amplitude: Double = 1, rate: Double = 1, shift: Double = 0, offset: Double = 0
  ) -> Edge {
    let term = SymbolicTerm(symbol: symbol(name), amplitude: amplitude, rate: rate, shift: shift)
    return .symbolic(SymbolicEdge(terms: [term], offset: offset))
  }

  /// A layer on grids of [−1, 1]; `edges` by sum and input.
  static func layer(
    _ edges: [[Edge]], products: [Int] = [], biases: [Double]? = nil, base: Network.BaseFunction = .zero,
    range: ClosedRange<Double> = -1...1, intervals: Int = 5, order: Int = 3
  ) -> Layer {
    let grid = KnotGrid(uniformOn: range, intervals: intervals, order: order)
    return Layer(
      inputCount: edges[0].count, sumCount: edges.count - products.reduce(0, +), productArities: products,
      base: base, grids: edges[0].map { _ in grid }, edges: edges.flatMap(\.self),
      biases: biases ?? edges.map { _ in 0 })
  }

  /// A network of layers with inputs x0, x1, … and outputs y0, y1, …; not scaled.
  static func network(_ layers: Layer..., outside: OutsidePolicy = .linear) -> Network {
    Network(
      inputs: (0..<layers[0].inputCount).map { Network.Feature(name: "x\($0)") },
      outputs: (0..<layers[layers.count - 1].outputCount).map { Network.Feature(name: "y\($0)") },
      layers: layers,
      outside: outside)
  }

  /// A network of one layer and one output: Σᵢ φᵢ(xᵢ).
  static func sum(_ edges: Edge..., range: ClosedRange<Double> = -1...1, intervals: Int = 5) -> Network {
    network(layer([edges], range: range, intervals: intervals))
  }

  /// Columns of independent uniform numbers.
  static func columns(
    _ count: Int, rows: Int, in range: ClosedRange<Double> = -1...1, seed: UInt64 = 1
  ) -> [[Double]] {
    var random = SeededRandom(seed: seed)
    return (0..<count).map { _ in (0..<rows).map { _ in random.uniform(in: range) } }
  }
}

extension Network {
  /// The same network with every closed form replaced by the spline that is nearest on its grid.
  var asSplines: Network {
    var network = self
    for address in edgeAddresses {
      guard case .symbolic(let edge) = self[address] else { continue }
      let layer = layers[address.layer]
      let grid = layer.grids[address.input]
      let range = grid.range
      let x = (0...200).map { range.lowerBound + (range.upperBound - range.lowerBound) * Double($0) / 200 }
      var design = Matrix(rows: x.count, columns: grid.basisCount)
      for s in x.indices {
        let (first, values) = grid.basis(at: x[s])
        for (r, value) in values.enumerated() { design[s, first + r] = value }
      }
      network[address] = .spline(
        SplineEdge(
          baseWeight: 0, coefficients: ridgeLeastSquares(design, edge.values(at: x), ridge: 1e-12)))
    }
    return network
  }

  /// The table of what this network says.
  func table(
    rows: Int = 200, in range: ClosedRange<Double> = -1...1, seed: UInt64 = 1
  ) throws -> Dataset {
    let columns = SmallNetworks.columns(inputs.count, rows: rows, in: range, seed: seed)
    return try Dataset(
      inputNames: inputs.map(\.name), inputs: columns, targetNames: outputs.map(\.name),
      targets: self(columns))
  }
}
