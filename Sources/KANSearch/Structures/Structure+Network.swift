import KANData
import KANModel
import SymbolLibrary

extension Structure {
  /// The settings for the knots of a structure's network.
  struct Knots {
    var intervals: Int
    var order = 3
    /// 1 is uniform, 0 follows the quantiles of the data.
    var uniformFraction = 0.5
  }

  /// A network of this structure for `data`; its curves are those of `inner` (one for each input, at scaled arguments),
  /// and of `outer` around the whole.
  func network(
    for scaling: Scaling, knots: Knots, identity: Symbol, inner: (_ input: Int, _ x: Double) -> Double
  ) -> Network {
    let grids = scaling.columns.map { column in
      KnotGrid.adaptive(
        to: column, intervals: knots.intervals, order: knots.order, uniformFraction: knots.uniformFraction)
    }
    func curve(_ i: Int) -> Edge {
      .spline(SplineEdge(baseWeight: 0, coefficients: grids[i].grevilleAbscissae.map { inner(i, $0) }))
    }
    // The inputs that each sum of the layer adds.
    let sums: [[Int]]
    let sumCount: Int
    let arities: [Int]
    switch combination {
    case .sumOfProducts:
      let singles = blocks.filter { $0.count == 1 }.flatMap { $0 }
      let products = blocks.filter { $0.count > 1 }
      sumCount = singles.isEmpty ? 0 : 1
      arities = products.map(\.count)
      sums = (singles.isEmpty ? [] : [singles]) + products.flatMap { $0.map { [$0] } }
    case .productOfSums:
      sumCount = 0
      arities = [blocks.count]
      sums = blocks
    }
    var layers = [
      Layer(
        inputCount: scaling.inputs.count, sumCount: sumCount, productArities: arities, base: .zero,
        grids: grids,
        edges: sums.flatMap { sum in scaling.inputs.indices.map { sum.contains($0) ? curve($0) : .cut } },
        biases: [Double](repeating: 0, count: sums.count))
    ]
    let joined = sumCount + arities.count
    if joined > 1 {
      let plain = Edge.symbolic(SymbolicEdge(terms: [SymbolicTerm(symbol: identity)]))
      layers.append(
        Layer(
          inputCount: joined, sumCount: 1, base: .zero,
          grids: (0..<joined).map { _ in KnotGrid(uniformOn: -1...1, intervals: 1, order: knots.order) },
          edges: [Edge](repeating: plain, count: joined), biases: [0]))
    }
    return Network(inputs: scaling.inputs, outputs: [scaling.output], layers: layers)
  }

  /// The network with a curve around its output, initially fitted to the data by local means.
  static func wrapping(_ network: Network, scaling: Scaling, knots: Knots) -> Network {
    let sums = network.activations(scaling.userColumns).outputs[0]
    let pairs = zip(sums, scaling.target).sorted { $0.0 < $1.0 }
    let sorted = pairs.map(\.0)
    let grid = KnotGrid.adaptive(
      to: sorted, intervals: knots.intervals, order: knots.order, uniformFraction: 1)
    let window = max(3, pairs.count / (4 * knots.intervals))
    let coefficients = grid.grevilleAbscissae.map { point in
      // The mean target of the nearest samples.
      let place = sorted.partitioningIndex { $0 >= point }
      let from = max(0, min(pairs.count - window, place - window / 2))
      let near = pairs[from..<min(pairs.count, from + window)]
      return near.reduce(0) { $0 + $1.1 } / Double(near.count)
    }
    var wrapped = network
    wrapped.layers.append(
      Layer(
        inputCount: 1, sumCount: 1, base: .zero, grids: [grid],
        edges: [.spline(SplineEdge(baseWeight: 0, coefficients: coefficients))], biases: [0]))
    return wrapped
  }
}

extension Array where Element == Double {
  /// The first index whose element satisfies a predicate that, once true, stays true.
  func partitioningIndex(where predicate: (Double) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
