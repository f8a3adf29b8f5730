import KANNumerics
import KANTestSupport
import Testing

@testable import KANTraining

@Suite struct MetricsTests {
  @Test("errors of a worked example")
  func workedExample() {
    let (y, t, w) = ([1.0, 2, 4], [1.0, 3, 2], [1.0, 2, 1])
    #expect(isClose(Metrics.rmse(y, t), (5.0 / 3).squareRoot(), within: 1e-15))
    #expect(isClose(Metrics.rmse(y, t, weights: w), 1.5.squareRoot(), within: 1e-15))
    #expect(Metrics.mae(y, t) == 1)
    #expect(Metrics.mae(y, t, weights: w) == 1)
    #expect(isClose(Metrics.rSquared(y, t), -1.5, within: 1e-15))
    #expect(Metrics.rSquared(t, t) == 1)
    #expect(Metrics.rSquared(y, [1, 1, 1]).isNaN)
    #expect(Metrics.rmse([], []).isNaN)
  }

  /// Multiplying all numbers by a power of two changes the exponent of an error and nothing else.
  @Test("norms hold over the whole range of numbers", arguments: [-1000, -700, -500, 0, 500, 700, 1000])
  func scaled(exponent: Int) {
    let factor = Double(sign: .plus, exponent: exponent, significand: 1)
    let (y, t, w) = ([1.0, 2, 4, 7.5], [1.0, 3, 2, 7], [1.0, 2, 1, 0.5])
    let (largeY, largeT) = (y.map { factor * $0 }, t.map { factor * $0 })
    for weights in [nil, w] {
      #expect(Metrics.rmse(largeY, largeT, weights: weights) == factor * Metrics.rmse(y, t, weights: weights))
      #expect(Metrics.mae(largeY, largeT, weights: weights) == factor * Metrics.mae(y, t, weights: weights))
      #expect(Metrics.rSquared(largeY, largeT, weights: weights) == Metrics.rSquared(y, t, weights: weights))
    }
    // Small errors of large numbers: each of the four is off by 3·2⁻³⁰ of its size.
    let near = largeT.map { $0 * (1 + 0x1.8p-29) }
    #expect(isClose(Metrics.rmse(near, largeT) / factor, 0x1.8p-29 * (63.0 / 4).squareRoot(), within: 1e-9))
  }

  @Test("losses and accuracies of classes")
  func classes() {
    #expect(Metrics.accuracy(logits: [-1, 2, 0.5, -3], labels: [0, 1, 0, 1]) == 0.5)
    #expect(
      Metrics.accuracy(logits: [[1, 0, 2], [0, 3, 2]], classes: [0, 1, 0], weights: [1, 1, 2]) == 1)
    #expect(isClose(Metrics.logLoss(logits: [0, 0], labels: [0, 1]), 0.6931471805599453, within: 1e-15))
    // Large logits neither overflow nor lose the loss.
    #expect(Metrics.logLoss(logits: [1000, -1000], labels: [0, 1]) == 1000)
    #expect(
      isClose(Metrics.logLoss(logits: [[5], [5], [5]], classes: [2]), 1.0986122886681098, within: 1e-15))
  }

  @Test("ROC AUC agrees with counting all pairs, ties and weights included", arguments: 1...6)
  func rocAUC(seed: Int) {
    var random = SeededRandom(seed: UInt64(seed))
    let count = 60
    let scores = (0..<count).map { _ in Double(random.integer(below: 12)) }
    let labels = (0..<count).map { _ in Double(random.integer(below: 2)) }
    let weights = seed % 2 == 0 ? nil : random.uniforms(count, in: -0.2...2)
    var (won, total) = (0.0, 0.0)
    for a in 0..<count where labels[a] == 1 {
      for b in 0..<count where labels[b] == 0 {
        let weight = (weights?[a] ?? 1) * (weights?[b] ?? 1)
        total += weight
        won += weight * (scores[a] > scores[b] ? 1 : scores[a] == scores[b] ? 0.5 : 0)
      }
    }
    #expect(
      isClose(Metrics.rocAUC(scores: scores, labels: labels, weights: weights), won / total, within: 1e-12))
    #expect(Metrics.rocAUC(scores: scores, labels: labels.map { _ in 1 }).isNaN)
    // A 1 that wins and one that loses, whose weights cancel.
    #expect(Metrics.rocAUC(scores: [3, 1, 2], labels: [1, 1, 0], weights: [1, -1, 1]).isNaN)
  }

  @Test("a number that is no class and a logit that is none give NaN")
  func undefined() {
    for label in [Double.nan, .infinity, 0.5, -1, 3] {
      #expect(Metrics.logLoss(logits: [[1], [2], [3]], classes: [label]).isNaN)
    }
    #expect(Metrics.accuracy(logits: [.nan, 1], labels: [0, 1]).isNaN)
  }
}
