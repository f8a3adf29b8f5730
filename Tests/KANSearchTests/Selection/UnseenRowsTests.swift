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

  /// The probability that a lead is chance; noise that both laws leave does not hide that one of them is nearer.
  @Test func leadsHaveProbabilities() {
    var random = SeededRandom(seed: 6)
    let y = (0..<60).map { _ in random.uniform(in: 1...2) }
    let rows = Self.rows(y)
    func chance(_ first: [Double], _ second: [Double], _ noise: NoiseModel = .absolute) -> Double {
      rows.chance(ofLeadOf: first, over: second, under: noise)
    }
    let noise = y.map { _ in 0.1 * random.normal() }
    let law = zip(y, noise).map { $0 + $1 }
    let wave = law.indices.map { law[$0] + ($0 % 2 == 0 ? 0.3 : -0.3) }
    #expect(chance(law, wave) < 1e-4 && chance(wave, law) == 1)
    #expect(chance(law, y.map { $0 + 0.1 * random.normal() }) > 1e-3)
    #expect(chance(law, law.map { 1.001 * $0 }) == 1, "a lead of a few percent is not worthwhile")
    #expect(chance(law, y.map { -$0 }, .logarithmic) == 0 && chance(y.map { -$0 }, law, .logarithmic) == 1)
    #expect(chance([1], [2]) == 1, "predictions of other rows say nothing")
    // A row far away counts as a few typical ones.
    var outlier = law
    outlier[3] += 50
    #expect(chance(law, outlier) > 1e-6)
    let some = rows.selecting([2, 5, 7])
    #expect(some.count == 3 && some.error(of: [2, 5, 7].map { y[$0] }, under: .absolute) == 0)
  }
}
