import KANNumerics
import Testing

/// Leads that are more than chance, against SciPy 1.17.
@Suite struct ChanceTests {
  /// scipy.stats.t.sf of the correlation of sums and differences.
  @Test(
    arguments: [
      ([1, -1, 2, -2, 1], [2, -1, 3, -4, 2], 0.001549159281490663),
      ([1, -1, 1, -1, 1, -1, 1, -1], [2, 2, -2, -2, 2, 2, -2, -2], 0.043811414520701246),
      ([0.1, -0.2, 0.3, 0.1], [10, -20, 15, 10], 1.5003176229155296e-07),
    ] as [([Double], [Double], Double)])
  func leadsAreThoseOfPitmanAndMorgan(first: [Double], second: [Double], expected: Double) {
    for unit in [1, 1e-200, 1e200] {
      let chance = Chance.probability(
        ofLeadOf: first.map { unit * $0 }, over: second.map { unit * $0 })
      #expect(abs(chance / expected - 1) < 1e-9)
    }
    #expect(Chance.probability(ofLeadOf: second, over: first) == 1, "it does not lead")
  }

  @Test func leadsNeedRowsAndDifferences() {
    let values = [1.0, -2, 3]
    #expect(Chance.probability(ofLeadOf: values, over: values) == 1)
    #expect(
      Chance.probability(ofLeadOf: [1, 2], over: [10, 20]) == 1
        && Chance.probability(ofLeadOf: [], over: []) == 1)
    #expect(Chance.probability(ofLeadOf: [0, 0, 0], over: [0, 0, 0]) == 1)
    #expect(Chance.probability(ofLeadOf: [0, 0, 0], over: values) == 0)
    #expect(
      Chance.probability(ofLeadOf: values, over: values.map { 2 * $0 }) == 0, "always half of the other")
  }

  /// 1 − (1 − p)^n.
  @Test(arguments: [(0.01, 5, 0.049009950100000005), (1e-12, 300, 2.9999999995514995e-10), (0.2, 1, 0.2)])
  func bestOfManyIsMoreLikely(single: Double, count: Int, expected: Double) {
    #expect(abs(Chance.probability(single, amongBestOf: count) / expected - 1) < 1e-12)
  }

  @Test func certaintyStaysCertain() {
    #expect(Chance.probability(1, amongBestOf: 7) == 1 && Chance.probability(0, amongBestOf: 7) == 0)
    #expect(Chance.probability(0.5, amongBestOf: 0) == 0.5, "one at least")
  }
}
