import KANFormula
import KANModel
import KANNumerics
import KANTestSupport
import Testing

@testable import KANSymbolic

/// Enclosures of edges, base functions and networks must contain every value, however boxes lie to the grids.
@Suite struct EnclosureTests {
  /// Boxes inside a grid of [−1, 1], across either end, all over it, and beyond.
  private static let ranges: [ClosedRange<Double>] = [
    -0.3...(-0.1), -0.9...0.95, -1.4...(-0.8), 0.9...1.7, -1.5...1.5, 1.1...1.9, -3...(-2), 0.2...0.2,
  ]

  private static func model(of function: some BoxFunction, on range: ClosedRange<Double>) -> TaylorModel? {
    function.model(of: [TaylorModel(variable: 0, on: Interval(range), MonomialTable(dimension: 1, order: 6))])
  }

  /// A random spline edge on a grid of [−1, 1].
  private static func spline(order: Int, base: Network.BaseFunction, outside: OutsidePolicy, seed: UInt64)
    -> Network
  {
    Network(
      inputs: [Network.Feature(name: "x")], outputs: [Network.Feature(name: "y")],
      shape: Network.Shape([1, 1]), intervals: 4,
      order: order, base: base, noise: 0.7, outside: outside, seed: seed)
  }

  @Test(arguments: Network.BaseFunction.allCases, OutsidePolicy.allCases)
  func edgesStayInsideTheirModels(base: Network.BaseFunction, outside: OutsidePolicy) throws {
    for order in 1...5 {
      let network = Self.spline(order: order, base: base, outside: outside, seed: UInt64(order))
      let layer = network.layers[0]
      let program = try #require(
        EdgeProgram(layer.edges[0], grid: layer.grids[0], base: base, outside: outside))
      for range in Self.ranges {
        let model = try #require(Self.model(of: program, on: range))
        let x = (0...100).map {
          min(
            range.upperBound, range.lowerBound + (range.upperBound - range.lowerBound) * Double($0) / 100)
        }
        let values = network.edgeValues(at: Network.EdgeAddress(layer: 0, input: 0, sum: 0), x)
        let slack = 1e-13 * (values.map(\.magnitude).max() ?? 0)
        let bounds = model.range
        #expect(
          values.allSatisfy { $0 >= bounds.lower - slack && $0 <= bounds.upper + slack },
          "order \(order) on \(range): \(values.min() ?? 0)...\(values.max() ?? 0) outside \(bounds)")
      }
    }
  }

  @Test func narrowBoxesHaveNarrowModels() throws {
    let network = Self.spline(order: 3, base: .silu, outside: .linear, seed: 9)
    let layer = network.layers[0]
    let program = try #require(
      EdgeProgram(layer.edges[0], grid: layer.grids[0], base: .silu, outside: .linear))
    for center in [-1.5, -0.7, 0.1, 0.6, 1.3] {
      let model = try #require(Self.model(of: program, on: center...(center + 1e-3)))
      #expect(model.polynomialRange.upper - model.polynomialRange.lower < 0.02)
    }
  }

  @Test func cutEdgesHaveNoProgram() {
    let grid = KnotGrid(uniformOn: -1...1, intervals: 3, order: 3)
    #expect(EdgeProgram(.cut, grid: grid, base: .zero, outside: .linear) == nil)
  }

  @Test func closedFormsAreDefinedWhereTheirFunctionsAre() throws {
    let grid = KnotGrid(uniformOn: -1...1, intervals: 3, order: 3)
    let program = try #require(
      EdgeProgram(SmallNetworks.edge("log"), grid: grid, base: .zero, outside: .linear))
    let model = try #require(Self.model(of: program, on: 1...2))
    #expect(model.range.contains(0) && model.range.contains(0.693147) && model.range.upper < 0.8)
    #expect(Self.model(of: program, on: -2...(-1)) == nil)
  }

  @Test(arguments: Network.BaseFunction.allCases)
  func continuationsHaveTheGridsEndsAndSlopes(base: Network.BaseFunction) {
    // x·σ(x) beyond [−1, 1]: its tangent, its last value, or itself.
    for outside in OutsidePolicy.allCases {
      let continuation = BaseContinuation(base: base, range: -1...1, outside: outside)
      let table = MonomialTable(dimension: 1, order: 4)
      let end = outside == .fading ? base.value(at: 2) : base.value(at: 1)
      let slope = outside == .linear ? base.derivative(at: 1) : 0
      let model = continuation.applied(to: TaylorModel(Interval(2), table))
      let expected = end + slope
      #expect(
        model.range.lower <= expected + 1e-12 && model.range.upper >= expected - 1e-12,
        "\(base), \(outside): \(model.range) without \(expected)")
      #expect(model.range.upper - model.range.lower < 1e-9)
    }
  }

  @Test(arguments: Network.BaseFunction.allCases)
  func baseFunctionsHaveTheirTaylorSeries(base: Network.BaseFunction) throws {
    for x in [-3, -0.7, 0.4, 2.5] {
      let series = try #require(base.taylorCoefficients(at: Interval(x), order: 8))
      #expect(series.count == 9)
      #expect(isClose(series[0].middle, base.value(at: x), within: 1e-13))
      #expect(isClose(series[1].middle, base.derivative(at: x), within: 1e-13))
      // What the series says nearby; ninth derivatives of these functions are below 10⁵, ninth powers of 0.05 at 10⁻¹².
      for h in [-0.05, 0.02, 0.05] {
        let sum = series.reversed().reduce(0) { $0 * h + $1.middle }
        #expect(isClose(sum, base.value(at: x + h), within: 1e-12), "\(base) at \(x) + \(h)")
      }
    }
    let hasKink = base == .relu
    #expect((base.taylorCoefficients(at: Interval(-0.1, 0.1), order: 2) == nil) == hasKink)
  }

  @Test(arguments: Network.BaseFunction.allCases)
  func imagesAndSeriesOfIntervalsContainThoseOfPoints(base: Network.BaseFunction) {
    for range in Self.ranges + [-50...60, -0.01...0.01] {
      let interval = Interval(range)
      let image = base.image(of: interval)
      let thick = base.taylorCoefficients(at: interval, order: 3)
      for s in 0...50 {
        let x = range.lowerBound + (range.upperBound - range.lowerBound) * Double(s) / 50
        guard range.contains(x) else { continue }
        let slack = 1e-13 * max(1, abs(x))
        let value = base.value(at: x)
        #expect(value >= image.lower - slack && value <= image.upper + slack, "\(base) at \(x)")
        guard let thick, let thin = base.taylorCoefficients(at: Interval(x), order: 3) else { continue }
        for n in 0...3 {
          #expect(
            thin[n].middle >= thick[n].lower - slack && thin[n].middle <= thick[n].upper + slack,
            "\(base), coefficient \(n) at \(x)")
        }
      }
    }
  }

  @Test func splinesArePiecewisePolynomialsToTheLastDigits() {
    let network = Self.spline(order: 3, base: .zero, outside: .linear, seed: 2)
    guard case .spline(let edge) = network.layers[0].edges[0] else { return }
    let pieces = PiecewiseEnclosure(edge, grid: network.layers[0].grids[0], outside: .linear)
    let table = MonomialTable(dimension: 1, order: 4)
    for s in 0...40 {
      let x = -1.5 + 3 * Double(s) / 40
      let model = pieces.applied(to: TaylorModel(Interval(x), table))
      let value = network.edgeValues(at: Network.EdgeAddress(layer: 0, input: 0, sum: 0), [x])[0]
      #expect(model.range.upper - model.range.lower < 1e-11)
      #expect(isClose(model.range.middle, value, within: 1e-12), "at \(x)")
    }
  }

  /// |x| across its kink is enclosed with what it has in common with x: the difference of |x| and its chord lies in a triangle.
  @Test(arguments: [-1.0...1.0, -0.2...1.5, -3...0.1, 0.5...0.5, -1e-300...1e300])
  func absoluteValuesStayInsideTheirModels(range: ClosedRange<Double>) throws {
    let x = Expression.variable("x")
    let ramp = try TaylorProgram((x + .abs(x)) / 2 - x, variables: ["x"])
    let model = try #require(Self.model(of: ramp, on: range))
    for s in 0...100 {
      let value = -min(
        0, max(range.lowerBound, range.lowerBound + (range.upperBound - range.lowerBound) * Double(s) / 100))
      #expect(model.polynomialRange.contains(value) || model.range.contains(value), "\(value) of \(range)")
    }
    // max(−x, 0) on [−1, 1] is between 0 and 1, and of intervals alone between −1 and 2.
    if range == -1...1 {
      #expect(model.polynomialRange.upper <= 1 + 1e-9 && model.polynomialRange.lower >= -0.5 - 1e-9)
    }
  }

  @Test(arguments: 0..<8)
  func networksStayInsideTheirModels(seed: UInt64) throws {
    let pair = try RandomPair(seed: seed)
    let network = pair.splines
    let program = NetworkProgram(network, output: 0)
    var random = SeededRandom(seed: seed)
    let table = MonomialTable(dimension: network.inputs.count, order: 3)
    for _ in 0..<5 {
      let box = pair.box.map { side in
        let ends = random.uniforms(2, in: side).sorted()
        return ends[0]...ends[1]
      }
      let sides = box.enumerated().map { TaylorModel(variable: $0, on: Interval($1), table) }
      guard let model = program.model(of: sides) else { continue }
      let points = box.map { random.uniforms(100, in: $0) }
      for value in network(points)[0] where value.isFinite {
        let slack = 1e-12 * max(1, abs(value))
        #expect(value >= model.range.lower - slack && value <= model.range.upper + slack, "seed \(seed)")
      }
    }
  }

  @Test func boxesAreCutAtTheUsersKnots() throws {
    let grid = KnotGrid(uniformOn: -1...1, intervals: 2, order: 1)
    let line = Edge.spline(SplineEdge(baseWeight: 1, coefficients: [0, 1, 2]))
    let layer = Layer(
      inputCount: 2, sumCount: 1, base: .relu, grids: [grid, grid], edges: [line, SmallNetworks.edge("x")],
      biases: [0])
    let network = Network(
      inputs: [Network.Feature(name: "a", shift: 10, scale: 4), Network.Feature(name: "b")],
      outputs: [Network.Feature(name: "y")],
      layers: [layer])
    // Knots of the user's a, with the kink of the base function; b is read by a closed form.
    let breaks = NetworkProgram(network, output: 0).breaks
    #expect(Set(breaks[0]).isSuperset(of: [6, 10, 14]) && breaks[1].isEmpty)
  }
}
