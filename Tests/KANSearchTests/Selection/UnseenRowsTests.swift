import KANNumerics
import KANSymbolic
import RealModule
import Testing

@testable import KANSearch

/// How near laws come on rows that did not decide their constants.
@Suite struct UnseenRowsTests {
  private static func rows(_ y: [Double]) -> UnseenRows {
    UnseenRows(ExpressionRefiner(columns: [y], names: ["x"], target: y, rootWeights: nil, spread: 1))
  }

  /// By hand: √(Σ(y − f)²/Σ(y − ȳ)²), of logarithms where noise is a factor.
  @Test func measuresErrorsUnderTheNoise() {
    let rows = Self.rows([1, 2, 4, 8])
    #expect(abs(rows.error(of: [2, 3, 5, 9], under: .absolute) - (4 / 28.75).squareRoot()) < 1e-12)
    // Every value too large by √2: half a step of the logarithm to base 2, whose mean is 1.5.
    let factor = Double(2).squareRoot()
    let error = rows.error(of: [1, 2, 4, 8].map { factor * $0 }, under: .logarithmic)
    #expect(abs(error - (4 * 0.25 / 5).squareRoot()) < 1e-12)
    #expect(rows.error(of: [-1, 2, 4, 8], under: .logarithmic) == .infinity)
    #expect(rows.error(of: [1, 2, 4, 8], under: .both(ratio: 1)) == 0)
    #expect(rows.error(of: [1, 2], under: .absolute) == .infinity, "predictions of other rows say nothing")
  }

  /// A law that is better on nearly every row is preferred; one that is better by chance, on one row, or on a handful, is not.
  @Test func prefersBeyondChance() {
    var random = SeededRandom(seed: 5)
    let y = (0..<40).map { _ in random.uniform(in: 1...2) }
    let rows = Self.rows(y)
    let near = y.map { $0 + 0.1 * random.normal() }
    let far = y.map { $0 + 0.2 * random.normal() }
    #expect(rows.prefer(near, over: far, under: .absolute) && !rows.prefer(far, over: near, under: .absolute))
    let alike = y.map { $0 + 0.1 * random.normal() }
    #expect(
      !rows.prefer(near, over: alike, under: .absolute) && !rows.prefer(alike, over: near, under: .absolute))
    var outlier = near
    outlier[3] += 50
    #expect(!rows.prefer(near, over: outlier, under: .absolute))
    #expect(!Self.rows([1, 2, 3]).prefer([1, 2, 3], over: [3, 2, 1], under: .absolute))
    #expect(
      rows.prefer(near, over: y.map { -$0 }, under: .logarithmic), "a law of the wrong sign is impossible")
  }
}
