import KANNumerics
import KANTraining
import Testing

/// The curve and the error of its area, compared with the sums over all pairs that define them.
@Suite struct ROCCurveTests {
  private func sample(_ count: Int, seed: UInt64, ties: Bool) -> (scores: [Double], labels: [Double]) {
    var random = SeededRandom(seed: seed)
    let labels = (0..<count).map { _ in random.uniform() < 0.4 ? 1.0 : 0 }
    return (
      labels.map {
        let x = $0 + random.normal(); return ties ? (2 * x).rounded() : x
      }, labels
    )
  }

  @Test(arguments: [false, true])
  func agreesWithDeLongsSums(_ ties: Bool) throws {
    let (scores, labels) = sample(150, seed: 4, ties: ties)
    let curve = try #require(Metrics.ROCCurve(scores: scores, labels: labels))
    let ones = scores.indices.filter { labels[$0] == 1 }
    let zeros = scores.indices.filter { labels[$0] == 0 }
    func wins(_ a: Int, _ b: Int) -> Double { scores[a] > scores[b] ? 1 : scores[a] == scores[b] ? 0.5 : 0 }
    let v10 = ones.map { a in zeros.reduce(0) { $0 + wins(a, $1) } / Double(zeros.count) }
    let v01 = zeros.map { b in ones.reduce(0) { $0 + wins($1, b) } / Double(ones.count) }
    let area = v10.reduce(0, +) / Double(v10.count)
    func variance(_ v: [Double]) -> Double {
      v.reduce(0) { $0 + ($1 - area) * ($1 - area) } / Double(v.count - 1) / Double(v.count)
    }
    #expect(abs(curve.area - area) < 1e-13)
    #expect(abs(curve.areaError - (variance(v10) + variance(v01)).squareRoot()) < 1e-13)
    #expect(abs(curve.area - Metrics.rocAUC(scores: scores, labels: labels)) < 1e-13)
  }

  @Test func countsAnEventOfWeightTwoAsTheAreaOfTwo() throws {
    let (scores, labels) = sample(80, seed: 5, ties: false)
    let weighted = try #require(
      Metrics.ROCCurve(scores: scores, labels: labels, weights: [Double](repeating: 2, count: scores.count)))
    let plain = try #require(Metrics.ROCCurve(scores: scores, labels: labels))
    #expect(abs(weighted.area - plain.area) < 1e-13)
    // Weights of one size carry no information: the error stays.
    #expect(abs(weighted.areaError - plain.areaError) < 1e-13)
    #expect(zip(weighted.truePositiveRates, plain.truePositiveRates).allSatisfy { abs($0 - $1) < 1e-13 })
  }

  @Test func theErrorIsTheSpreadOfRepeatedSamples() throws {
    let areas = try (0..<200).map { seed -> (Double, Double) in
      let (scores, labels) = sample(200, seed: UInt64(100 + seed), ties: false)
      let curve = try #require(Metrics.ROCCurve(scores: scores, labels: labels))
      return (curve.area, curve.areaError)
    }
    let mean = areas.reduce(0) { $0 + $1.0 } / 200
    let spread = (areas.reduce(0) { $0 + ($1.0 - mean) * ($1.0 - mean) } / 199).squareRoot()
    let predicted = areas.reduce(0) { $0 + $1.1 } / 200
    // A spread of 200 samples is known to 1/√400 = 5 %.
    #expect(abs(predicted / spread - 1) < 0.15)
  }

  @Test func isNothingWithoutBothClasses() {
    #expect(Metrics.ROCCurve(scores: [1, 2], labels: [1, 1]) == nil)
    #expect(Metrics.ROCCurve(scores: [1, .nan], labels: [1, 0]) == nil)
    #expect(Metrics.ROCCurve(scores: [1, 2], labels: [1, 0], weights: [0, 1]) == nil)
  }
}
