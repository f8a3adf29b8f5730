import KANModel
import KANNumerics
import KANTestSupport
import Testing

@Suite struct GridTests {
  static let orders = Array(1...5)

  /// Samples as inputs bring them: even, heavy-tailed, few values, clustered, huge, tiny, shifted.
  static let samples: [(String, [Double])] = {
    var random = SeededRandom(seed: 1)
    let normal = random.normals(500)
    return [
      ("normal", normal), ("heavy tails", normal.map { $0 * $0 * $0 * $0 * $0 }),
      ("two values", (0..<50).map { Double($0 % 2) }),
      ("cluster and outlier", [Double](repeating: 1, count: 99) + [1e6]),
      ("huge", normal.map { 1e150 * $0 }), ("tiny", normal.map { 1e-120 * $0 }),
      ("far away", normal.map { 1e6 + $0 }), ("with gaps", normal + [.nan, .infinity, -.infinity]),
    ]
  }()

  @Test(arguments: samples, [0.0, 0.5, 1]) func adaptiveGridsHoldTheirSamples(
    sample: (String, [Double]), uniformFraction: Double
  ) {
    for order in Self.orders {
      let grid = KnotGrid.adaptive(to: sample.1, intervals: 8, order: order, uniformFraction: uniformFraction)
      #expect(grid.intervals == 8 && grid.order == order)
      #expect(sample.1.filter(\.isFinite).allSatisfy { grid.range.contains($0) })
      let width = grid.range.upperBound - grid.range.lowerBound
      let gaps = zip(grid.knots, grid.knots.dropFirst()).map { $1 - $0 }
      #expect(gaps.allSatisfy { $0 > 0.04 * width / 8 })
    }
  }

  @Test(arguments: [[], [3], [3, 3, 3], [1e8, 1e8 + 1e-7], [.nan], [0, 0]] as [[Double]])
  func constantInputsGetAGridAroundTheirValue(sample: [Double]) {
    let grid = KnotGrid.adaptive(to: sample, intervals: 5, order: 3)
    #expect(grid.range.contains(sample.first(where: \.isFinite) ?? 0))
    #expect(grid.range.upperBound - grid.range.lowerBound >= 2)
  }

  /// Of one interval the ends of the samples decide alone.
  @Test func gridsOfOneIntervalGoFromEndToEnd() {
    var random = SeededRandom(seed: 5)
    let samples = random.normals(300)
    let ends = [samples.max() ?? 0, samples.min() ?? 0]
    let grid = KnotGrid.adaptive(to: samples + [.nan, .infinity], intervals: 1, order: 3)
    #expect(grid == KnotGrid.adaptive(to: ends, intervals: 1, order: 3))
    let width = ends[0] - ends[1]
    #expect(grid.range == ends[1] - 0.01 * width...ends[0] + 0.01 * width)
    #expect(
      KnotGrid.adaptive(to: [.nan], intervals: 1, order: 3)
        == KnotGrid(uniformOn: -1...1, intervals: 1, order: 3))
  }

  @Test func adaptiveGridsAreDenserWhereSamplesAre() {
    var random = SeededRandom(seed: 2)
    let grid = KnotGrid.adaptive(to: random.normals(2000), intervals: 10, order: 3, uniformFraction: 0)
    #expect(grid.knots[3 + 5] - grid.knots[3 + 4] < 0.2 * (grid.knots[3 + 1] - grid.knots[3]))
  }

  /// Arguments in the range and far outside it.
  private func probes(_ grid: KnotGrid, _ random: inout SeededRandom) -> [Double] {
    let reach = grid.range.upperBound - grid.range.lowerBound
    return random.uniforms(200, in: grid.range.lowerBound - reach...grid.range.upperBound + reach)
      + grid.knots
  }

  @Test(arguments: orders, 0..<20) func knotInsertionLeavesTheFunctionAsItIs(order: Int, seed: Int) {
    var random = SeededRandom(seed: UInt64(100 * order + seed))
    let intervals = 1 + random.integer(below: 9)
    let grid = KnotGrid.adaptive(
      to: random.normals(40), intervals: intervals, order: order, uniformFraction: random.uniform())
    let edge = SplineEdge(baseWeight: random.normal(), coefficients: random.normals(grid.basisCount))
    // Inside, outside, repeated and beyond the last knot.
    let new = random.uniforms(5, in: -3...3) + [grid.knots[order], 1e9]
    let finer = grid.inserting(new)
    let moved = edge.inserting(new, into: grid)
    #expect(finer.range == grid.range && moved.coefficients.count == finer.basisCount)
    #expect(new.filter { grid.range.contains($0) }.allSatisfy { finer.knots.contains($0) })
    let x = probes(grid, &random)
    for base in Network.BaseFunction.allCases {
      let before = Edge.spline(edge).values(at: x, grid: grid, base: base, outside: .linear)
      let after = Edge.spline(moved).values(at: x, grid: finer, base: base, outside: .linear)
      expectClose(after, before, within: 1e-12, "seed \(seed)")
    }
  }

  @Test(arguments: orders, [2, 3, 4, 7]) func equalSplittingKeepsUniformGridsUniform(order: Int, parts: Int) {
    let grid = KnotGrid(uniformOn: -1...2, intervals: 5, order: order)
    let refined = grid.refined(to: 5 * parts)
    expectClose(
      refined.knots, KnotGrid(uniformOn: -1...2, intervals: 5 * parts, order: order).knots, within: 1e-15)
  }

  @Test(arguments: orders, [5, 10, 20, 8, 13]) func refinedNetworksPredictTheSame(order: Int, intervals: Int)
  {
    var random = SeededRandom(seed: UInt64(order))
    let columns = [random.normals(300), random.normals(300)]
    let network = randomNetwork("2,3,1", intervals: 5, order: order, noise: 0.1, seed: 4).adaptingGrids(
      to: columns)
    let refined = network.refiningGrids(to: intervals)
    #expect(refined.layers.allSatisfy { $0.grids.allSatisfy { $0.intervals == intervals } })
    let before = network(columns)[0]
    let after = refined(columns)[0]
    if intervals % 5 == 0 {
      expectClose(after, before, within: 1e-12)
    } else {
      // Knots that do not nest: a fit, good to a few percent of the spread.
      let residual = zip(before, after).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      let mean = before.reduce(0, +) / 300
      #expect(residual < 0.05 * 0.05 * before.reduce(0) { $0 + ($1 - mean) * ($1 - mean) })
    }
  }

  /// Splines that fade do so over the outer knots, which must not move.
  @Test(arguments: orders, [2, 3]) func refiningKeepsFadingTails(order: Int, parts: Int) {
    var network = randomNetwork("1,1", intervals: 4, order: order, noise: 0.5, seed: 7)
    network.outside = .fading
    let box = network.trainingBox[0]
    let width = box.upperBound - box.lowerBound
    let columns = [(0...400).map { box.lowerBound - width + 3 * width * Double($0) / 400 }]
    expectClose(network.refiningGrids(to: 4 * parts)(columns)[0], network(columns)[0], within: 1e-12)
  }

  /// The same curve lies in the spaces of both grids: refitting must find it exactly.
  @Test(arguments: orders) func refittingReproducesPolynomials(order: Int) {
    let network = randomNetwork("1,1", intervals: 5, order: order, base: .zero, noise: 0, seed: 5)
    var random = SeededRandom(seed: 6)
    let columns = [random.normals(400)]
    let moved = network.adaptingGrids(to: columns)
    #expect(moved.layers[0].grids[0].range != network.layers[0].grids[0].range)
    expectClose(moved(columns)[0], network(columns)[0], within: 1e-10)
    expectClose(moved.refiningGrids(to: 7)(columns)[0], network(columns)[0], within: 1e-10)
  }

  @Test func adaptedNetworksStayCloseAndCoverTheirInputs() {
    var random = SeededRandom(seed: 7)
    let columns = [random.normals(500), random.uniforms(500, in: 0...100)]
    let network = randomNetwork("2,2+1,1", intervals: 12, noise: 0.05, seed: 8)
    let moved = network.adaptingGrids(to: columns)
    let inputs = moved.activations(columns).layerInputs
    for (layer, columns) in zip(moved.layers, inputs) {
      for (grid, column) in zip(layer.grids, columns) {
        #expect(column.allSatisfy { grid.range.contains($0) })
      }
    }
    let before = network(columns)[0]
    let scale = before.reduce(0) { max($0, abs($1)) }
    #expect(maximumDifference(moved(columns)[0], before) < 0.05 * scale)
  }
}
