import KANNumerics

extension Network {
  /// A random network, ready for training.
  ///
  /// Source: KAN paper, section 2.2: spline coefficients are small noise and base weights are drawn as in Xavier's initialisation,
  /// here with the gain that keeps values of order 1 through all layers for standardised inputs. In layers without a base function
  /// the coefficients represent a straight line instead.
  ///
  /// - Parameters:
  ///   - inputs: The inputs with their scaling, as many as in `shape`.
  ///   - outputs: The outputs with their scaling, as many as in `shape`.
  ///   - shape: The nodes.
  ///   - intervals: The number G of grid intervals of every input.
  ///   - order: The order k of the splines, 1 … 5.
  ///   - base: The base function b of all layers.
  ///   - gridRange: The initial range of the grids, in scaled units.
  ///   - noise: The standard deviation of the spline coefficients times √I.
  ///   - sparse: Whether only nearest neighbours are connected (`Layer.isNeighbour`); others are cut.
  ///   - outside: How edges continue outside their grids.
  ///   - seed: The seed of all random numbers.
  package init(
    inputs: [Network.Feature], outputs: [Network.Feature], shape: Network.Shape, intervals: Int = 5,
    order: Int = 3,
    base: Network.BaseFunction = .silu, gridRange: ClosedRange<Double> = -1...1, noise: Double = 0.1,
    sparse: Bool = false, outside: OutsidePolicy = .linear, seed: UInt64
  ) {
    self.init(
      inputs: inputs, outputs: outputs, shape: shape,
      intervals: [Int](repeating: intervals, count: shape.levels.count), order: order, base: base,
      gridRange: gridRange, noise: noise, sparse: sparse, outside: outside, seed: seed)
  }

  /// A random network with a number of grid intervals for each layer; all else as above.
  package init(
    inputs: [Network.Feature], outputs: [Network.Feature], shape: Network.Shape, intervals: [Int],
    order: Int = 3,
    base: Network.BaseFunction = .silu, gridRange: ClosedRange<Double> = -1...1, noise: Double = 0.1,
    sparse: Bool = false, outside: OutsidePolicy = .linear, seed: UInt64
  ) {
    precondition(inputs.count == shape.inputCount, "the shape \(shape) needs \(shape.inputCount) inputs")
    precondition(outputs.count == shape.outputCount, "the shape \(shape) needs \(shape.outputCount) outputs")
    precondition(intervals.count == shape.levels.count, "one number of intervals a layer")
    let source = SeededRandom(seed: seed)
    var width = inputs.count
    var layers: [Layer] = []
    for (l, level) in shape.levels.enumerated() {
      var random = source.stream(UInt64(l))
      let grid = KnotGrid(uniformOn: gridRange, intervals: intervals[l], order: order)
      layers.append(
        Layer(
          randomOf: level, inputCount: width, grid: grid, base: base, noise: noise, sparse: sparse, &random))
      width = level.nodeCount
    }
    self.init(inputs: inputs, outputs: outputs, layers: layers, outside: outside)
  }
}

extension Layer {
  fileprivate init(
    randomOf level: Network.Shape.Level, inputCount: Int, grid: KnotGrid, base: Network.BaseFunction,
    noise: Double,
    sparse: Bool, _ random: inout SeededRandom
  ) {
    let factors = level.factorCount
    var edges: [Edge] = []
    for j in 0..<factors {
      let connected = (0..<inputCount).map { i in
        !sparse || Layer.isNeighbour(input: i, of: inputCount, sum: j, of: factors)
      }
      let fanIn = Double(connected.count { $0 }).squareRoot()
      for i in 0..<inputCount {
        // Numbers are drawn for cut edges too, so that a sparse network is a part of the dense one.
        let weight = base.gain * 3.0.squareRoot() * random.uniform(in: -1...1)
        var coefficients = (0..<grid.basisCount).map { _ in noise * random.normal() }
        if base == .zero {
          for (n, x) in grid.grevilleAbscissae.enumerated() { coefficients[n] += weight * x }
        }
        edges.append(
          connected[i]
            ? .spline(
              SplineEdge(
                baseWeight: base == .zero ? 0 : weight / fanIn, coefficients: coefficients.map { $0 / fanIn })
            )
            : .cut)
      }
    }
    self.init(
      inputCount: inputCount, sumCount: level.sumCount, productArities: level.productArities, base: base,
      grids: [KnotGrid](repeating: grid, count: inputCount), edges: edges,
      biases: [Double](repeating: 0, count: factors))
  }

  /// Whether a sparse layer connects input `i` with sum `j`: with both rows placed side by side on one line, each input keeps its
  /// nearest sum and each sum its nearest input, so that every node is connected.
  package static func isNeighbour(input i: Int, of inputs: Int, sum j: Int, of sums: Int) -> Bool {
    // The node n of N sits at (n + ½)/N; its nearest among M is ⌊(n + ½)·M/N⌋.
    (2 * i + 1) * sums / (2 * inputs) == j || (2 * j + 1) * inputs / (2 * sums) == i
  }
}

extension Network.BaseFunction {
  /// 1/√E[b(x)²] for standard normal x, which keeps the spread of a sum of many edges at 1.
  var gain: Double {
    switch self {
    case .silu: 1.677
    case .gelu: 1.534
    case .relu: 1.414
    case .identity, .zero: 1
    }
  }
}

extension KnotGrid {
  /// The averages (tₙ₊₁ + … + tₙ₊ₖ)/k: coefficients equal to them make the spline x itself.
  package var grevilleAbscissae: [Double] {
    (0..<basisCount).map { n in knots[n + 1...n + order].reduce(0, +) / Double(order) }
  }
}
