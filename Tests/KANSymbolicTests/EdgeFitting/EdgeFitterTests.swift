import Foundation
import KANModel
import SymbolLibrary
import Testing

@testable import KANSymbolic

/// One curve against the whole library: the right function must come first, whatever its scale and place.
@Suite struct EdgeFitterTests {
  struct Curve: Sendable, CustomTestStringConvertible {
    let text: String
    let range: ClosedRange<Double>
    /// The functions that may come first; some curves have two exact descriptions (cos is a shifted sin).
    let names: Set<String>
    let value: @Sendable (Double) -> Double
    var testDescription: String { text }
  }

  static let curves: [Curve] = [
    Curve(text: "x", range: -1...1, names: ["x"]) { 3 * $0 - 1 },
    Curve(text: "x²", range: -1...1, names: ["x^2"]) { $0 * $0 },
    Curve(text: "(x − 0.3)³", range: -1...1, names: ["x^3"]) { pow($0 - 0.3, 3) },
    Curve(text: "1/x", range: 0.1...3, names: ["1/x"]) { 1 / $0 },
    Curve(text: "1/(x − 1000)", range: 0...999, names: ["1/x"]) { 1 / ($0 - 1000) },
    Curve(text: "√x", range: 0...4, names: ["sqrt"]) { $0.squareRoot() },
    Curve(text: "√(2 − x)", range: -1...1.9, names: ["sqrt"]) { (2 - $0).squareRoot() },
    Curve(text: "eˣ, small", range: -1...1, names: ["exp"]) { 1e-4 * exp(2 * $0) },
    Curve(text: "e⁻ˣ, large", range: 0...10, names: ["exp"]) { 1e12 * exp(-$0) },
    Curve(text: "log x", range: 0.01...5, names: ["log"]) { log($0) },
    Curve(text: "sin πx", range: -1...1, names: ["sin", "cos"]) { sin(.pi * $0) },
    Curve(text: "sin 30x", range: -1...1, names: ["sin", "cos"]) { sin(30 * $0 + 1) },
    Curve(text: "tanh 5x", range: -2...2, names: ["tanh", "logistic"]) { tanh(5 * $0 - 1) },
    Curve(text: "Gaussian", range: -3...3, names: ["gaussian"]) { exp(-($0 - 1) * ($0 - 1) / 2) },
    Curve(text: "Lorentzian", range: -3...3, names: ["lorentzian"]) { 1 / (1 + 4 * $0 * $0) },
    Curve(text: "artanh x", range: -0.95...0.95, names: ["atanh", "artanh"]) { atanh($0) },
    Curve(text: "arcsin x", range: -0.99...0.99, names: ["asin", "arcsin", "acos", "arccos"]) { asin($0) },
    Curve(text: "tan x", range: -1.4...1.4, names: ["tan"]) { tan($0) },
    Curve(text: "|x − 0.2|", range: -1...1, names: ["abs"]) { abs($0 - 0.2) },
  ]

  static func samples(_ curve: Curve) -> EdgeSamples {
    let x = (0..<240).map {
      curve.range.lowerBound + (curve.range.upperBound - curve.range.lowerBound) * Double($0) / 239
    }
    return EdgeSamples(x: x, y: x.map(curve.value))
  }

  @Test(arguments: curves)
  func putsTheRightFunctionFirst(curve: Curve) throws {
    let best = try #require(EdgeFitter(tolerance: 1e-9).suggestions(for: Self.samples(curve)).first)
    #expect(curve.names.contains(best.name), "\(best.name) with relative error \(best.relativeError)")
    #expect(best.relativeError < 1e-9)
  }

  @Test(arguments: [
    Curve(text: "tanh 2x − x³", range: -2...2, names: []) { tanh(2 * $0) - $0 * $0 * $0 },
    Curve(text: "sin 4x + x", range: -2...2, names: []) { sin(4 * $0) + $0 },
    Curve(text: "1/x + log x", range: 0.2...3, names: []) { 1 / $0 + log($0) },
  ])
  func findsSumsOfTwoFunctions(curve: Curve) throws {
    let best = try #require(EdgeFitter(tolerance: 1e-7).suggestions(for: Self.samples(curve)).first)
    #expect(best.edge.terms.count == 2)
    #expect(best.relativeError < 1e-9, "\(best.name)")
  }

  @Test func neverLeavesADomain() {
    // A curve that crosses zero cannot be a logarithm, a root or a pole of x itself.
    let curve = Curve(text: "x³", range: -1...1, names: []) { $0 * $0 * $0 }
    for suggestion in EdgeFitter().suggestions(for: Self.samples(curve)) {
      for x in stride(from: -1.0, through: 1, by: 0.01) {
        #expect(suggestion.edge.values(at: [x])[0].isFinite)
      }
    }
  }

  @Test func callsAFlatCurveAConstant() throws {
    let curve = Curve(text: "2", range: 0...1, names: []) { _ in 2 }
    let best = try #require(EdgeFitter().suggestions(for: Self.samples(curve)).first)
    #expect(best.edge.terms.isEmpty && best.edge.offset == 2)
  }

  @Test func listsAreSortedAndNoLongerThanAsked() throws {
    let samples = Self.samples(Self.curves[6])
    let all = EdgeFitter().suggestions(for: samples)
    #expect(all.count > 3 && zip(all, all.dropFirst()).allSatisfy { $0.score <= $1.score })
    #expect(EdgeFitter().suggestions(for: samples, limit: 3).count == 3)
    for suggestion in all { #expect(suggestion.standardErrors.count == suggestion.constantCount) }
  }

  @Test func toleranceFollowsTheNetwork() {
    #expect(EdgeFitter.tolerance(forNetworkError: 0) == 1e-8)
    #expect(EdgeFitter.tolerance(forNetworkError: 1e-3) == 3e-3)
    #expect(EdgeFitter.tolerance(forNetworkError: 1) == 0.03)
  }

  @Test func aSecondTermIsTriedOnlyWhereOneDoesNotServe() {
    let sum = Curve(text: "sin 4x + x", range: -2...2, names: []) { sin(4 * $0) + $0 }
    let single = EdgeFitter(maximumTerms: 1).suggestions(for: Self.samples(sum))
    #expect(single.allSatisfy { $0.edge.terms.count == 1 })
    let good = EdgeFitter(tolerance: 1e-5).suggestions(for: Self.samples(Self.curves[1]))
    #expect(good.allSatisfy { $0.edge.terms.count == 1 })
  }
}
