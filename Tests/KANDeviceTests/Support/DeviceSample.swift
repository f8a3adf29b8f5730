import KANData
import KANModel
import KANNumerics
import KANTestSupport
import KANTraining

/// Networks that show everything that kernels know, and tables for them.
struct DeviceSample {
  enum Kind: String, CaseIterable, Sendable {
    case linear, quadratic, cubic, quartic, quintic, withoutBase, identityBase, geluBase, reluBase,
      nonUniform,
      clamped, fine, huge, products, cut, wide, single
  }

  let network: Network
  let data: Dataset

  /// - Parameters:
  ///   - rows: The samples, some of them outside the grids, with weights of either sign.
  ///   - outputs: The outputs of the network.
  ///   - loss: What the targets are for.
  init(_ kind: Kind, rows: Int = 300, outputs: Int = 2, loss: Loss = .meanSquaredError) throws {
    var random = SeededRandom(seed: 7)
    switch kind {
    case .linear: network = Self.network([3, 4, outputs], order: 1, &random)
    case .quadratic: network = Self.network([3, 4, outputs], order: 2, intervals: 3, &random)
    case .cubic: network = Self.network([3, 4, 3, outputs], &random)
    case .quartic: network = Self.network([3, 4, outputs], order: 4, &random)
    case .quintic: network = Self.network([3, 4, outputs], order: 5, intervals: 1, &random)
    case .withoutBase: network = Self.network([3, 4, outputs], base: .zero, &random)
    case .identityBase: network = Self.network([3, 4, outputs], base: .identity, &random)
    case .geluBase: network = Self.network([3, 4, outputs], base: .gelu, &random)
    case .reluBase: network = Self.network([3, 4, outputs], base: .relu, &random)
    case .nonUniform: network = Self.network([3, 4, outputs], jitter: 0.3, &random)
    case .clamped:
      var clamped = Self.network([3, 4, outputs], jitter: 0.2, &random)
      clamped.outside = .clamp
      network = clamped
    case .fine: network = Self.network([2, 3, outputs], intervals: 90, &random)
    case .huge:
      // The length of the grid is infinite in single precision, though every position is a number.
      var huge = Self.network([3, 4, outputs], base: .zero, range: -3e38...3e38, &random)
      huge.inputs = huge.inputs.map { Network.Feature(name: $0.name, shift: 0.1, scale: 1e-38) }
      network = huge
    case .products: network = Self.network([3, 2, outputs], products: [2, 3], &random)
    case .cut:
      var cut = Self.network([3, 5, 4, outputs], &random)
      for (l, i, j) in [(0, 0, 1), (0, 1, 1), (0, 2, 1), (1, 0, 2), (1, 1, 2), (1, 1, 0), (2, 3, 0)] {
        cut.layers[l][input: i, sum: j] = .cut
      }
      for j in 0..<5 { cut.layers[0][input: 2, sum: j] = .cut }
      network = cut
    case .wide: network = Self.network([5, 37, 18, outputs], &random)
    case .single: network = Self.network([1, outputs], &random)
    }
    data = try Self.table(network, rows: rows, loss: loss, &random)
  }

  private static func network(
    _ counts: [Int], products: [Int] = [], base: Network.BaseFunction = .silu, order: Int = 3,
    intervals: Int = 5, range: ClosedRange<Double> = -1...1.2, jitter: Double = 0,
    _ random: inout SeededRandom
  ) -> Network {
    var layers: [Layer] = []
    var width = counts[0]
    for (l, sums) in counts.dropFirst().enumerated() {
      let arities = l + 2 < counts.count ? products : []
      let factors = sums + arities.reduce(0, +)
      let grids = (0..<width).map { i in
        // Inputs differ in their grids.
        let grid = KnotGrid(uniformOn: range, intervals: intervals + i % 2, order: order)
        let step = (range.upperBound - range.lowerBound) / Double(grid.intervals)
        return KnotGrid(
          knots: grid.knots.map { $0 + (jitter > 0 ? jitter * step * random.uniform(in: -1...1) : 0) },
          order: order)
      }
      let edges = (0..<factors).flatMap { _ in
        grids.map { grid in
          Edge.spline(
            SplineEdge(
              baseWeight: base == .zero ? 0 : random.uniform(in: -1...1),
              coefficients: random.uniforms(grid.basisCount, in: -0.6...0.6)))
        }
      }
      layers.append(
        Layer(
          inputCount: width, sumCount: sums, productArities: arities, base: base, grids: grids, edges: edges,
          biases: random.uniforms(factors, in: -0.3...0.3)))
      width = sums + arities.count
    }
    return Network(
      inputs: (0..<counts[0]).map { Network.Feature(name: "x\($0)", shift: 0.1, scale: 1.3) },
      outputs: (0..<width).map { Network.Feature(name: "y\($0)") }, layers: layers)
  }

  private static func table(
    _ network: Network, rows: Int, loss: Loss, _ random: inout SeededRandom
  ) throws -> Dataset {
    let outputs = network.outputs.count
    let inputs = network.inputs.map { _ in random.uniforms(rows, in: -2...2) }
    let targets: [[Double]] =
      switch loss.target {
      case .numbers: (0..<outputs).map { _ in random.uniforms(rows, in: -1...1) }
      case .binaryLabels: (0..<outputs).map { _ in random.uniforms(rows, in: 0...1).map { $0.rounded() } }
      case .classIndices:
        [random.uniforms(rows, in: 0...Double(outputs)).map { min($0.rounded(.down), Double(outputs - 1)) }]
      }
    return try Dataset(
      inputNames: network.inputs.map(\.name), inputs: inputs, targetNames: targets.indices.map { "t\($0)" },
      targets: targets, weights: random.uniforms(rows, in: -0.1...1))
  }
}
