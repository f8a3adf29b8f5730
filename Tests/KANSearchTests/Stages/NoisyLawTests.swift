import Foundation
import KANData
import KANFormula
import KANNumerics
import Testing

@testable import KANSearch

/// Laws under noise: found with their structure, constants within their errors; and nothing where there is only noise.
@Suite struct NoisyLawTests {
  struct Law: Sendable, CustomTestStringConvertible {
    /// The law with k as its constant.
    let text: String
    let k: Double
    let ranges: [ClosedRange<Double>]
    var testDescription: String { text }
  }

  static let laws: [Law] = [
    Law(text: "k*a*b/c^2", k: 3.0 / 7, ranges: [1...5, 1...5, 1...5]),
    Law(text: "k*a + b*c", k: 0.0317, ranges: [0.1...10, 0.1...10, 0.1...10]),
    Law(text: "a*sin(b)*k", k: 8.9921, ranges: [0.1...10, 0...3]),
    Law(text: "sqrt(a^2 + k*b^2)", k: 2.6179, ranges: [1...5, 1...5]),
    Law(text: "a*exp(-k*b)", k: 0.71828, ranges: [1...5, 0.2...3]),
  ]

  private static func columns(_ law: Law, rows: Int, seed: UInt64) -> [[Double]] {
    var random = SeededRandom(seed: seed)
    return law.ranges.map { range in (0..<rows).map { _ in random.uniform(in: range) } }
  }

  private static func names(_ count: Int) -> [String] { ["a", "b", "c"].prefix(count).map { $0 } }

  private static func values(_ law: Law, k: Double, _ columns: [[Double]]) throws -> [Double] {
    let constant = try #require(NamedConstant(parsingName: "k", value: k))
    let expression = try KANFormula.Expression(parsing: law.text, constants: [constant])
    return try CompiledExpression(expression, variables: names(law.ranges.count)).values(columns)
  }

  private static func rootMeanSquare(_ x: [Double]) -> Double {
    (x.sumOfSquares / Double(x.count)).squareRoot()
  }

  /// What one measured constant explains of a law with the true one is at most five of its standard errors
  /// off: σ_k = σ/√(Σ (∂y/∂k)²), with the derivative as a difference of the true law.
  @Test(arguments: laws)
  func findsTheLawAndItsConstant(law: Law) throws {
    let rows = 600
    let columns = Self.columns(law, rows: rows, seed: 5)
    let exact = try Self.values(law, k: law.k, columns)
    let noise = 0.01 * Self.rootMeanSquare(exact)
    var random = SeededRandom(seed: 8)
    let data = try Dataset(
      inputNames: Self.names(columns.count), inputs: columns, targetNames: ["y"],
      targets: [exact.map { $0 + noise * random.normal() }])
    let found = try discover(data, options: Discovery.Options(effort: .low, threads: 1))
    #expect(found.account.verdict == .withinNoise)
    let formula = try #require(found.formula)
    #expect(formula.expression.freeConstants.count <= 1, "\(formula.text)")

    let fresh = Self.columns(law, rows: 500, seed: 99)
    let truth = try Self.values(law, k: law.k, fresh)
    let step = 1e-4 * law.k
    let slope = zip(try Self.values(law, k: law.k + step, fresh), truth).map { ($0 - $1) / step }
    let predicted = try formula.values(fresh)
    let differences = zip(predicted, truth).map { $0 - $1 }
    let shift = differences.dot(slope) / slope.sumOfSquares
    let error = noise / (Self.rootMeanSquare(slope) * (0.8 * Double(rows)).squareRoot())
    #expect(abs(shift) < 5 * error, "\(formula.text): k is off by \(shift / error) standard errors")
    // Nothing is left but that constant's error.
    let rest = zip(differences, slope).map { $0 - shift * $1 }
    #expect(Self.rootMeanSquare(rest) < 0.02 * noise, "\(formula.text)")
  }

  /// Few rows of one curve: what only a network shows, and where a few terms out of many imitate anything.
  static let curves: [Law] = [
    Law(text: "1.5*exp(-(a - 1.2)^2/k) + 0.3", k: 0.98, ranges: [-3...5]),
    Law(text: "2.5/(1 + exp(-k*(a - 0.4)))", k: 1.3, ranges: [-5...5]),
    Law(text: "5e6*exp(-k/a)", k: 4500, ranges: [280...400]),
    Law(text: "2*exp(-k*a)*cos(2.2*a)", k: 0.3, ranges: [0...12]),
  ]

  /// The law itself lies within what 240 rows with 2 % noise can tell; no imitation of more terms does so beyond them.
  @Test(arguments: curves)
  func findsCurvesOnFewRows(law: Law) throws {
    let columns = Self.columns(law, rows: 300, seed: 5)
    let exact = try Self.values(law, k: law.k, columns)
    let mean = exact.reduce(0, +) / Double(exact.count)
    let noise = 0.02 * Self.rootMeanSquare(exact.map { $0 - mean })
    var random = SeededRandom(seed: 8)
    let data = try Dataset(
      inputNames: ["a"], inputs: columns, targetNames: ["y"],
      targets: [exact.map { $0 + noise * random.normal() }])
    let found = try discover(data, options: Discovery.Options(effort: .low, threads: 1))
    #expect(found.account.verdict == .withinNoise)
    let formula = try #require(found.formula)
    #expect(formula.expression.freeConstants.count <= 4, "\(formula.text)")
    // A twentieth more on every side than the table covers.
    let range = law.ranges[0]
    let margin = 0.05 * (range.upperBound - range.lowerBound)
    let fresh = [
      (0...200).map { n in
        range.lowerBound - margin + (range.upperBound - range.lowerBound + 2 * margin) * Double(n) / 200
      }
    ]
    let truth = try Self.values(law, k: law.k, fresh)
    let differences = zip(try formula.values(fresh), truth).map { $0 - $1 }
    #expect(Self.rootMeanSquare(differences) < 0.3 * noise, "\(formula.text)")
  }

  @Test func claimsNothingOfPureNoise() throws {
    var random = SeededRandom(seed: 21)
    let inputs = (0..<3).map { _ in (0..<400).map { _ in random.uniform(in: 1...5) } }
    let data = try Dataset(
      inputNames: ["a", "b", "c"], inputs: inputs, targetNames: ["y"],
      targets: [(0..<400).map { _ in random.normal() }])
    let found = try discover(data, options: Discovery.Options(effort: .low, threads: 1))
    #expect(found.account.verdict == .none)
    #expect(found.formula == nil)
  }

  /// Noise of one share of the target is not taken for curves of small values.
  @Test func relativeNoiseHidesNoProduct() throws {
    let law = Self.laws[0]
    let columns = Self.columns(law, rows: 600, seed: 31)
    var random = SeededRandom(seed: 32)
    let data = try Dataset(
      inputNames: ["a", "b", "c"], inputs: columns, targetNames: ["y"],
      targets: [try Self.values(law, k: law.k, columns).map { $0 * (1 + 0.02 * random.normal()) }])
    let found = try discover(data, options: Discovery.Options(effort: .low, threads: 1))
    let formula = try #require(found.formula)
    let fresh = Self.columns(law, rows: 300, seed: 98)
    for (value, truth) in zip(try formula.values(fresh), try Self.values(law, k: law.k, fresh)) {
      #expect(abs(value / truth - 1) < 0.004, "\(formula.text)")
    }
  }

  @Test func residualsOfAWrongLawAreNoNoise() {
    var random = SeededRandom(seed: 41)
    let x = (0..<1_000).map { _ in random.uniform(in: 0...6) }
    let z = (0..<1_000).map { _ in random.uniform(in: 1...2) }
    let zero = [Double](repeating: 0, count: 1_000)
    func kind(_ target: [Double], from fitted: [Double]) -> Residuals.Noise? {
      Residuals(of: target, from: fitted, inputs: [x, z]).kindOfNoise
    }
    let normal = x.map { _ in random.normal() }
    #expect(kind(normal, from: zero) == .size)
    #expect(kind(zip(normal, z).map { (1 + 0.1 * $0) * $1 * $1 }, from: z.map { $0 * $0 }) == .share)
    #expect(kind(x.map { 1e-6 * sin(9 * $0) }, from: zero) == nil)
    #expect(kind(zip(x, z).map { 1e-6 * sin(40 * $0) * $1 * $1 * $1 * $1 }, from: zero) == nil)
  }
}
