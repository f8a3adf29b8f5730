import KANModel
import KANTestSupport
import SymbolLibrary
import Testing

@testable import KANSymbolic

/// The constants of an edge, all together.
@Suite struct EdgePolishTests {
  private static func samples(
    _ edge: SymbolicEdge, in range: ClosedRange<Double>, count: Int = 120
  ) -> EdgeSamples {
    let x = (0..<count).map {
      range.lowerBound + (range.upperBound - range.lowerBound) * Double($0) / Double(count - 1)
    }
    return EdgeSamples(x: x, y: edge.values(at: x))
  }

  /// A function with amplitude, rate and shift.
  private typealias Term = (name: String, amplitude: Double, rate: Double, shift: Double)

  /// One function of every gauge, and a sum of two.
  private static let forms: [[Term]] = [
    [("x", 2, 1, 0)], [("log", -3, 1, 2.5)], [("exp", 0.5, -1.3, 0)], [("sin", 2, 3, 0.4)],
    [("tanh", 2, 1.5, -0.2), ("x^3", -1, 1, 0.1)],
  ]

  static let edges = forms.map { form in
    SymbolicEdge(
      terms: form.map {
        SymbolicTerm(
          symbol: SmallNetworks.symbol($0.name), amplitude: $0.amplitude, rate: $0.rate, shift: $0.shift)
      }, offset: 0.7)
  }

  /// A start near the truth: inner constants off by a tenth, outer ones not said.
  private static func start(_ edge: SymbolicEdge) -> [SymbolicTerm] {
    edge.terms.map { term in
      SymbolicTerm(
        symbol: term.symbol, rate: term.symbol.gauge.hasRate ? 1.1 * term.rate : term.rate,
        shift: term.symbol.gauge.hasShift ? term.shift + 0.1 : term.shift)
    }
  }

  @Test(arguments: edges)
  func findsTheConstants(edge: SymbolicEdge) throws {
    let samples = Self.samples(edge, in: -1...1)
    let fit: EdgePolish.Polished = try #require(EdgePolish(terms: Self.start(edge), samples: samples).run())
    #expect(fit.sumOfSquares < 1e-20)
    #expect(fit.standardErrors.count == edge.freeConstantCount)
    expectClose(fit.edge.terms.map(\.amplitude), edge.terms.map(\.amplitude), within: 1e-7)
    expectClose(fit.edge.terms.map(\.rate), edge.terms.map(\.rate), within: 1e-7)
    expectClose(fit.edge.terms.map(\.shift), edge.terms.map(\.shift), within: 1e-7)
    #expect(isClose(fit.edge.offset, edge.offset, within: 1e-7))
  }

  @Test func aTrialIsShort() throws {
    let edge = Self.edges[4]
    let samples = Self.samples(edge, in: -1...1)
    let far = Self.start(edge).map { term in
      SymbolicTerm(symbol: term.symbol, rate: 2 * term.rate, shift: term.shift + 0.3)
    }
    let trial = try #require(EdgePolish(terms: far, samples: samples, effort: .trial).run())
    let full = try #require(EdgePolish(terms: far, samples: samples, effort: .full).run())
    #expect(full.sumOfSquares <= trial.sumOfSquares)
  }

  @Test(arguments: [EdgePolish.Effort.trial, .full])
  func aFitThatLeavesTheDomainIsNone(effort: EdgePolish.Effort) {
    // √(x − 0.5) starts outside, and log's pole is pulled into the samples by a curve that is steep there.
    let samples = Self.samples(SymbolicEdge(terms: [], offset: 1), in: 0...1)
    let root = SymbolicTerm(symbol: SmallNetworks.symbol("sqrt"), shift: -0.5)
    #expect(EdgePolish(terms: [root], samples: samples, effort: effort).run() == nil)
    let x = (0..<60).map { Double($0) / 59 }
    let steep = EdgeSamples(x: x, y: x.map { $0 < 0.02 ? -1000 : 0 })
    let log = SymbolicTerm(symbol: SmallNetworks.symbol("log"), shift: 1e-3)
    if let fit = EdgePolish(terms: [log], samples: steep, effort: effort).run() {
      #expect(fit.edge.terms[0].shift > 0)
    }
  }

  /// ∂r/∂θ against central differences, for every gauge.
  @Test(arguments: edges)
  func derivativesAreThoseOfTheResiduals(edge: SymbolicEdge) {
    let samples = Self.samples(edge, in: -1...1, count: 15)
    let residuals = EdgeResiduals(terms: edge.terms, samples: samples)
    let theta = Self.constants(of: edge)
    let n = samples.x.count
    func values(_ theta: [Double]) -> [Double] {
      var r = [Double](repeating: 0, count: n)
      theta.withUnsafeBufferPointer { t in
        r.withUnsafeMutableBufferPointer { residuals.evaluate(t, $0, nil) }
      }
      return r
    }
    expectClose(values(theta), [Double](repeating: 0, count: n), within: 1e-14)
    var r = [Double](repeating: 0, count: n)
    var jacobian = [Double](repeating: 0, count: n * theta.count)
    theta.withUnsafeBufferPointer { t in
      r.withUnsafeMutableBufferPointer { r in
        jacobian.withUnsafeMutableBufferPointer { residuals.evaluate(t, r, $0) }
      }
    }
    for c in theta.indices {
      var (up, down) = (theta, theta)
      up[c] += 1e-6
      down[c] -= 1e-6
      let slopes = zip(values(up), values(down)).map { ($0 - $1) / 2e-6 }
      expectClose((0..<n).map { jacobian[$0 * theta.count + c] }, slopes, within: 1e-7, "constant \(c)")
    }
  }

  private static func constants(of edge: SymbolicEdge) -> [Double] {
    edge.terms.flatMap { term in
      [term.amplitude] + (term.symbol.gauge.hasRate ? [term.rate] : [])
        + (term.symbol.gauge.hasShift ? [term.shift] : [])
    } + [edge.offset]
  }

  @Test func aVerticalTangentSaysNothing() {
    let root = SymbolicTerm(symbol: SmallNetworks.symbol("sqrt"), amplitude: 2)
    let samples = EdgeSamples(x: [0, 0.25, 1], y: [0, 1, 2])
    let residuals = EdgeResiduals(terms: [root], samples: samples)
    #expect(residuals.columns == [[0, 0.5, 1]])
    var (r, jacobian) = ([0.0, 0, 0], [Double](repeating: 0, count: 9))
    [2.0, 0, 0].withUnsafeBufferPointer { t in
      r.withUnsafeMutableBufferPointer { r in
        jacobian.withUnsafeMutableBufferPointer { residuals.evaluate(t, r, $0) }
      }
    }
    // Rows of amplitude, shift, offset; the slope 1/√x at 0 is left out.
    #expect(jacobian == [0, 0, 1, 0.5, 2, 1, 1, 1, 1])
  }
}
