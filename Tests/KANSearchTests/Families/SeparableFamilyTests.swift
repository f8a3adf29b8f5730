import KANData
import KANFormula
import KANNumerics
import KANSymbolic
import RealModule
import Testing

@testable import KANSearch

/// Curves of one input that are linear in most constants: what is scanned and what is proposed are the same curve.
@Suite struct SeparableFamilyTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let curves: @Sendable (CurveSample) -> [SeparableCurve]
    var testDescription: String { name }
  }

  static let families: [Case] =
    ([Relaxation(), Sigmoid(), ShiftedPower(), PowerPair(), StretchedExponential(), BrokenPower()]
    as [any SeparableFamily])
    .map {
      family in
      Case(name: type(of: family).name) { family.curves(along: $0) }
    }

  private static func sample(_ range: ClosedRange<Double>) throws -> CurveSample {
    let x = (0..<30).map {
      range.lowerBound + (range.upperBound - range.lowerBound) * Double($0 * 7 % 30) / 29
    }
    let data = try Dataset([("a", x)], target: x.map { 1 + ($0 - range.lowerBound) })
    return try #require(CurveSample(Subproblem(data), along: 0, weighting: .rounding))
  }

  static let ranges: [ClosedRange<Double>] = [
    0.5...4, -3...2, -9 ... -1, 0...1e-6, 1.5e8...1.6e8, 2_000...2_020,
  ]

  /// At every place of its grid and for coefficients of either sign a law has the values of its columns, or their exponential; whatever the
  /// unit of the input and wherever it lies, every curve has places at which that is so.
  @Test(arguments: families, ranges) func lawsAreTheirColumns(family: Case, range: ClosedRange<Double>) throws
  {
    let sample = try Self.sample(range)
    for (n, curve) in family.curves(sample).enumerated() {
      var compared = 0
      for theta in curve.starts.evenlySpaced(atMost: 12) {
        let columns = curve.columns(theta, sample.x)
        guard columns.allSatisfy({ $0.allSatisfy { $0.isFinite } }) else { continue }
        // Coefficients that give every column the size of one.
        let coefficients = columns.enumerated().map { k, column in
          (k % 2 == 0 ? 0.7 : -0.4) / max(column.reduce(0) { max($0, abs($1)) }, .leastNormalMagnitude)
        }
        let law = curve.law(theta, coefficients, CurveSample.variable)
        let values = try CompiledExpression(law, variables: [CurveSample.name]).values([sample.x])
        // Numbers that overflow are refused by the scan.
        guard law.freeConstants.allSatisfy({ $0.isFinite }) else { continue }
        compared += 1
        for s in sample.x.indices {
          let sum = columns.indices.reduce(0) { $0 + coefficients[$1] * columns[$1][s] }
          let expected = curve.isOfLogarithm ? Double.exp(sum) : sum
          #expect(abs(values[s] - expected) <= 1e-6 * max(1, abs(expected)), "curve \(n) at \(theta): \(law)")
        }
      }
      #expect(compared > 0 || curve.starts.isEmpty, "curve \(n) on \(range)")
    }
  }

  /// A decay is the same wherever its input begins: with the years, too.
  @Test(arguments: [0, 30, 2_000, -5_000.0]) func decaysAreFoundWhereverTheyAre(origin: Double) throws {
    let x = (0..<80).map { origin + Double($0) / 4 }
    let data = try Dataset([("a", x)], target: x.map { 1 - 3 * Double.exp(-0.7 * ($0 - origin)) })
    let laws = Relaxation().candidates(for: Subproblem(data), in: .sample())
    let best = try #require(laws.map { try data.largestError(of: $0) }.min())
    #expect(best < 1e-10, "\(laws)")
    // Swinging ones, too.
    let swinging = try Dataset(
      [("a", x)],
      target: x.map { 2 * Double.exp(-0.3 * ($0 - origin)) * Double.cos(2.2 * ($0 - origin) + 0.4) })
    let modes = ExponentialSum().candidates(for: Subproblem(swinging), in: .sample())
    let nearest = try #require(modes.map { try swinging.largestError(of: $0) }.min())
    #expect(nearest < 1e-9, "\(modes)")
  }
}
