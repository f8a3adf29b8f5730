import KANModel
import KANNumerics
import KANTestSupport
import Testing

@Suite struct SplineContinuationTests {
  /// Every order with every base function.
  static let cases = (1...5).flatMap { order in Network.BaseFunction.allCases.map { (order, $0) } }

  private func randomEdge(order: Int, _ random: inout SeededRandom) -> (SplineEdge, KnotGrid) {
    let grid = KnotGrid.adaptive(to: random.normals(50), intervals: 4, order: order)
    return (SplineEdge(baseWeight: 0.7, coefficients: random.normals(grid.basisCount)), grid)
  }

  @Test(arguments: cases) func derivativesAreLimitsOfDifferences(order: Int, base: Network.BaseFunction) {
    var random = SeededRandom(seed: UInt64(order))
    let (edge, grid) = randomEdge(order: order, &random)
    let wide = grid.range.lowerBound - 2...grid.range.upperBound + 2
    for outside in OutsidePolicy.allCases {
      // Not across a knot or 0, where a spline of order 1 and the ReLU have no derivative.
      let h = 1e-5
      let kinks = grid.knots + [0]
      let x = random.uniforms(60, in: wide).filter { x in kinks.allSatisfy { abs($0 - x) > 3 * h } }
      func values(_ shift: Double) -> [Double] {
        Edge.spline(edge).values(at: x.map { $0 + shift }, grid: grid, base: base, outside: outside)
      }
      let differences = zip(values(h), values(-h)).map { ($0 - $1) / (2 * h) }
      let derivatives = Edge.spline(edge).derivatives(at: x, grid: grid, base: base, outside: outside)
      // The third derivative on the narrowest interval bounds the error of the difference.
      expectClose(derivatives, differences, within: 1e-6, "\(outside)")
    }
  }

  @Test(arguments: cases) func continuesWithEndValueAndSlope(order: Int, base: Network.BaseFunction) {
    var random = SeededRandom(seed: UInt64(10 + order))
    let (edge, grid) = randomEdge(order: order, &random)
    for end in [grid.range.lowerBound, grid.range.upperBound] {
      let side: Double = end == grid.range.lowerBound ? -1 : 1
      let x = [end, end + side * 1e-12, end + side, end + side * 1e6]
      func at(_ outside: OutsidePolicy) -> (values: [Double], slopes: [Double]) {
        (
          Edge.spline(edge).values(at: x, grid: grid, base: base, outside: outside),
          Edge.spline(edge).derivatives(at: x, grid: grid, base: base, outside: outside)
        )
      }
      let linear = at(.linear)
      let line = x.map { linear.values[0] + linear.slopes[0] * ($0 - end) }
      expectClose(linear.values, line, within: 1e-12)
      expectClose(linear.slopes, [Double](repeating: linear.slopes[0], count: 4), within: 1e-13)
      let clamped = at(.clamp)
      expectClose(clamped.values, [Double](repeating: linear.values[0], count: 4), within: 1e-13)
      #expect(clamped.slopes == [linear.slopes[0], 0, 0, 0])
    }
  }

  /// The recursion of de Boor and Cox as it is written in books, every basis by itself.
  private func basis(_ n: Int, _ degree: Int, _ t: [Double], _ x: Double) -> Double {
    if degree == 0 { return t[n] <= x && x < t[n + 1] ? 1 : 0 }
    return (x - t[n]) / (t[n + degree] - t[n]) * basis(n, degree - 1, t, x)
      + (t[n + degree + 1] - x) / (t[n + degree + 1] - t[n + 1]) * basis(n + 1, degree - 1, t, x)
  }

  @Test(arguments: cases) func fadesAsTheBasisDoes(order: Int, base: Network.BaseFunction) {
    var random = SeededRandom(seed: UInt64(20 + order))
    let (edge, grid) = randomEdge(order: order, &random)
    let reach = grid.knots[0] - 1...grid.knots[grid.knots.count - 1] + 1
    let x = random.uniforms(200, in: reach) + grid.knots + [-1e9, 1e9]
    let values = Edge.spline(edge).values(at: x, grid: grid, base: base, outside: .fading)
    let expected = x.map { x in
      (0..<grid.basisCount).reduce(edge.baseWeight * base.value(at: x)) {
        $0 + edge.coefficients[$1] * basis($1, order, grid.knots, x)
      }
    }
    expectClose(values, expected, within: 1e-12)
  }

  @Test func notANumberStaysNotANumber() {
    var random = SeededRandom(seed: 3)
    let (edge, grid) = randomEdge(order: 3, &random)
    let values = Edge.spline(edge).values(at: [.nan, 0], grid: grid, base: .silu, outside: .linear)
    #expect(values[0].isNaN && values[1].isFinite)
  }

  /// In 50 digits: σ(x)·(1 + x·(1 − σ(x))) (mpmath 1.3).
  @Test(arguments: [
    (-750.0, 0.0, 0.0), (-40, -1.6993417021166355e-16, -1.6568581595637197e-16),
    (-1, -0.2689414213699951, 0.07232948812851327), (0, 0, 0.5), (3, 2.8577223804672998, 1.0881041060151697),
    (800, 800, 1),
  ])
  func siluIsAccurateEverywhere(x: Double, value: Double, derivative: Double) {
    expectClose([Network.BaseFunction.silu.value(at: x)], [value], within: 1e-15)
    expectClose([Network.BaseFunction.silu.derivative(at: x)], [derivative], within: 1e-15)
  }

  /// In 50 digits: x·Φ(x) and Φ(x) + x·Φ′(x) (SymPy 1.14).
  @Test(arguments: [
    (-50.0, 0.0, 0.0), (-5, -1.4332578593959696e-6, -7.1469460017922946e-6),
    (-0.5, -0.15426876936299345, 0.13250487534383715), (0, 0, 0.5),
    (1, 0.84134474606854295, 1.0833154705876863), (50, 50, 1),
  ])
  func geluIsAccurateEverywhere(x: Double, value: Double, derivative: Double) {
    expectClose([Network.BaseFunction.gelu.value(at: x)], [value], within: 1e-15)
    expectClose([Network.BaseFunction.gelu.derivative(at: x)], [derivative], within: 1e-15)
  }
}
