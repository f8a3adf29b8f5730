import KANData
import KANFormula
import KANModel
import KANNumerics
import SymbolLibrary

/// Small networks that show every kind of edge and node.
enum SampleNetworks {
  static let sine = Symbol(name: "sin", expression: .function(.sin, .variable("x")), complexity: 2)
  static let square = Symbol(
    name: "x^2", expression: .power(.variable("x"), .rational(Rational(2))), gauge: .rateAbsorbed,
    complexity: 2)
  static let exponential = Symbol(
    name: "exp", expression: .function(.exp, .variable("x")), gauge: .shiftAbsorbed, complexity: 2)
  static let straight = Symbol(name: "x", expression: .variable("x"), gauge: .bothAbsorbed, complexity: 1)

  /// The kinds of networks that gradients are checked on.
  enum Kind: String, CaseIterable, Sendable {
    case splines, withoutBase, identityBase, nonUniform, clamped, fading, geluBase, products, symbolic,
      mixedDeep
  }

  static func make(_ kind: Kind, outputs: Int = 1, seed: UInt64 = 5) -> Network {
    var random = SeededRandom(seed: seed)
    switch kind {
    case .splines: return network([2, 3, outputs], &random)
    case .withoutBase: return network([2, 2, outputs], base: .zero, &random)
    case .identityBase: return network([2, 2, outputs], base: .identity, order: 2, &random)
    case .nonUniform: return network([2, 2, outputs], order: 4, uniform: false, &random)
    case .clamped:
      var result = network([2, 2, outputs], gridRange: -0.6...0.7, &random)
      result.outside = .clamp
      return result
    case .fading:
      var result = network([2, 2, outputs], order: 2, gridRange: -0.6...0.7, uniform: false, &random)
      result.outside = .fading
      return result
    case .geluBase: return network([2, 2, outputs], base: .gelu, gridRange: -0.6...0.7, &random)
    case .products: return network([2, 1, outputs], products: [2, 3], &random)
    case .symbolic:
      return symbolic(network([2, 3, outputs], &random), &random, share: 1)
    case .mixedDeep:
      return symbolic(
        network([2, 3, 2, outputs], products: [2], gridRange: -0.8...0.8, uniform: false, &random), &random,
        share: 0.4)
    }
  }

  /// A random network of splines; each hidden layer also gets the given product nodes.
  static func network(
    _ counts: [Int], products: [Int] = [], base: Network.BaseFunction = .silu, order: Int = 3,
    gridRange: ClosedRange<Double> = -1...1, uniform: Bool = true, intervals: Int = 5,
    _ random: inout SeededRandom
  ) -> Network {
    var layers: [Layer] = []
    var width = counts[0]
    for (l, sums) in counts.dropFirst().enumerated() {
      let arities = l + 2 < counts.count ? products : []
      let factors = sums + arities.reduce(0, +)
      let grids = (0..<width).map { _ in
        grid(gridRange, intervals: intervals, order: order, uniform: uniform, &random)
      }
      let edges = (0..<width * factors).map { _ in
        Edge.spline(
          SplineEdge(
            baseWeight: base == .zero ? 0 : random.uniform(in: -1...1),
            coefficients: random.uniforms(grids[0].basisCount, in: -0.6...0.6)))
      }
      layers.append(
        Layer(
          inputCount: width, sumCount: sums, productArities: arities, base: base, grids: grids, edges: edges,
          biases: random.uniforms(factors, in: -0.3...0.3)))
      width = sums + arities.count
    }
    return Network(
      inputs: (0..<counts[0]).map { Network.Feature(name: "x\($0)", shift: 0.1, scale: 1.3) },
      outputs: (0..<width).map { Network.Feature(name: "y\($0)", shift: 0.2, scale: 1.7) }, layers: layers)
  }

  static func grid(
    _ range: ClosedRange<Double>, intervals: Int, order: Int, uniform: Bool, _ random: inout SeededRandom
  ) -> KnotGrid {
    let grid = KnotGrid(uniformOn: range, intervals: intervals, order: order)
    guard !uniform else { return grid }
    let step = (range.upperBound - range.lowerBound) / Double(intervals)
    return KnotGrid(knots: grid.knots.map { $0 + 0.3 * step * random.uniform(in: -1...1) }, order: order)
  }

  /// Turns a share of the edges into closed forms and cuts one.
  static func symbolic(_ network: Network, _ random: inout SeededRandom, share: Double) -> Network {
    var result = network
    let symbols = [sine, square, exponential, straight]
    for address in network.edgeAddresses where random.uniform() < share {
      let terms = (0..<1 + random.integer(below: 2)).map { _ in
        let symbol = symbols[random.integer(below: symbols.count)]
        return SymbolicTerm(
          symbol: symbol, amplitude: random.uniform(in: -1...1),
          rate: symbol.gauge.hasRate ? random.uniform(in: 0.5...1.5) : 1,
          shift: symbol.gauge.hasShift ? random.uniform(in: -0.5...0.5) : 0)
      }
      result[address] = .symbolic(SymbolicEdge(terms: terms, offset: random.uniform(in: -0.2...0.2)))
    }
    result.layers[0][input: 1, sum: 0] = .cut
    return result
  }

  /// A random table; some rows lie outside every grid, one in four weights is negative if asked.
  static func table(
    for network: Network, rows: Int, loss: LossKind = .numbers, weighted: Bool = false, seed: UInt64 = 11
  ) -> Dataset {
    var random = SeededRandom(seed: seed)
    let inputs = network.inputs.map { _ in random.uniforms(rows, in: -1.6...1.7) }
    let targets: [[Double]]
    switch loss {
    case .numbers: targets = network.outputs.map { _ in random.uniforms(rows, in: -2...2) }
    case .labels:
      targets = network.outputs.map { _ in (0..<rows).map { _ in Double(random.integer(below: 2)) } }
    case .classes: targets = [(0..<rows).map { _ in Double(random.integer(below: network.outputs.count)) }]
    }
    let weights = weighted ? (0..<rows).map { $0 % 4 == 1 ? -0.4 : random.uniform(in: 0.2...1.5) } : nil
    do {
      return try Dataset(
        inputNames: network.inputs.map(\.name), inputs: inputs,
        targetNames: targets.indices.map { "t\($0)" }, targets: targets, weights: weights)
    } catch {
      preconditionFailure("the sample table is legal: \(error)")
    }
  }

  enum LossKind: Sendable { case numbers, labels, classes }
}

extension Network {
  /// The network with unscaled outputs, as losses on logits need them.
  var withLogits: Network {
    var result = self
    result.outputs = outputs.map { Network.Feature(name: $0.name) }
    return result
  }
}
