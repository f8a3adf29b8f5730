import KANNumerics
import SymbolLibrary

extension Network {
  /// The same network with a small network of splines added, whose contribution is initially zero: it can learn a
  /// correction to a theory.
  ///
  /// Every layer below the last gets `width` further sums, connected by splines with the inputs, and then with each
  /// other; the last layer adds splines of them that are zero until they are trained. A network of one layer, or one
  /// that ends with products, gets a layer of identities on top.
  ///
  /// - Parameters:
  ///   - width: The number of additional sums in each layer, 1 or more.
  ///   - noise: The size of their random initial values.
  ///   - seed: The seed of these values.
  public func addingCorrection(width: Int = 2, noise: Double = 0.1, seed: UInt64 = 1) -> Network {
    precondition(width >= 1, "a correction needs at least one node")
    var layers = layers
    if layers.count == 1 || layers[layers.count - 1].productArities.isEmpty == false {
      layers.append(
        Layer.passing(layers[layers.count - 1].outputCount, like: layers[layers.count - 1].grids[0]))
    }
    var random = SeededRandom(seed: seed)
    var added = 0
    for l in layers.indices {
      let isLast = l == layers.count - 1
      layers[l] = layers[l].correcting(
        insertingInputs: added, after: l == 0 ? inputs.count : layers[l].inputCount - productCount(below: l),
        sums: isLast ? 0 : width, isFirst: l == 0, noise: noise, &random)
      added = width
    }
    return Network(inputs: inputs, outputs: outputs, layers: layers, outside: outside)
  }

  /// The number of product nodes, which are the last inputs of layer l.
  private func productCount(below l: Int) -> Int { layers[l - 1].productArities.count }
}

extension Layer {
  /// A layer that passes on `count` inputs.
  fileprivate static func passing(_ count: Int, like grid: KnotGrid) -> Layer {
    let symbol =
      SymbolCatalog.standard["x"]
      ?? Symbol(name: "x", expression: .variable("x"), gauge: .bothAbsorbed, complexity: 1)
    var edges = [Edge](repeating: .cut, count: count * count)
    for i in 0..<count {
      edges[i * count + i] = .symbolic(SymbolicEdge(terms: [SymbolicTerm(symbol: symbol)]))
    }
    return Layer(
      inputCount: count, sumCount: count, base: .silu, grids: [KnotGrid](repeating: grid, count: count),
      edges: edges, biases: [Double](repeating: 0, count: count))
  }

  /// The layer with the correction's inputs after the plain ones, and its sums after the plain ones.
  fileprivate func correcting(
    insertingInputs added: Int, after place: Int, sums: Int, isFirst: Bool, noise: Double,
    _ random: inout SeededRandom
  ) -> Layer {
    let own = KnotGrid(uniformOn: -1...1, intervals: grids[0].intervals, order: order)
    var allGrids = grids
    allGrids.insert(contentsOf: [KnotGrid](repeating: own, count: added), at: place)
    let width = inputCount + added
    let isCorrection = (0..<width).map { isFirst || (place..<place + added).contains($0) }

    func spline(_ i: Int, noise: Double) -> Edge {
      let coefficients = (0..<allGrids[i].basisCount).map { _ in noise * random.normal() }
      return .spline(
        SplineEdge(baseWeight: base == .zero ? 0 : noise * random.normal(), coefficients: coefficients))
    }
    var rows = (0..<factorCount).map { j -> [Edge] in
      var row = Array(edges[j * inputCount..<(j + 1) * inputCount])
      // Only the last layer connects the theory to the correction.
      let heard = sums == 0 && !isFirst
      row.insert(
        contentsOf: (0..<added).map { heard ? spline(place + $0, noise: 0) : .cut }, at: place)
      return row
    }
    var constants = biases
    for n in 0..<sums {
      rows.insert((0..<width).map { isCorrection[$0] ? spline($0, noise: noise) : .cut }, at: sumCount + n)
      constants.insert(0, at: sumCount + n)
    }
    return Layer(
      inputCount: width, sumCount: sumCount + sums, productArities: productArities, base: base,
      grids: allGrids,
      edges: rows.flatMap { $0 }, biases: constants)
  }
}
