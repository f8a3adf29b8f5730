import KANNumerics
import KANTraining
import RealModule

/// The statistical model of a table's target: minus the log likelihood of the rows is the misfit in a law's `DescriptionLength`.
///
/// A search uses one from start to end; stages and families declare which one they support.
package enum Likelihood: Sendable, Hashable {
  /// A quantity: the law plus noise, whose model is chosen together with the law (`NoiseModel`).
  case gaussian
  /// A label 0 or 1: the law is the logarithm of the odds of 1 (McCullagh & Nelder, Generalized Linear Models, 1989, ch. 4).
  case bernoulli

  /// Minus the log likelihood of labels, in nats: Σ w·(log(1 + eʸ) − t·y).
  ///
  /// - Parameters:
  ///   - logits: A law's values; if one is not finite, neither is the sum.
  ///   - labels: 0 or 1.
  ///   - weights: One weight per row; `nil` for equal ones.
  package static func misfit(logits: [Double], labels: [Double], weights: [Double]? = nil) -> Double {
    var sum = 0.0
    for s in logits.indices {
      let y = logits[s]
      let loss = max(y, 0) - labels[s] * y + Double.log(onePlus: .exp(-abs(y)))
      sum += (weights?[s] ?? 1) * loss
    }
    return sum
  }

  /// The misfit of the share of ones alone, which a law has to improve.
  package static func nullMisfit(labels: [Double], weights: [Double]? = nil) -> Double {
    let p = labels.mean(weights: weights)
    guard p > 0, p < 1 else { return 0 }
    let total = weights?.reduce(0, +) ?? Double(labels.count)
    return -total * (p * Double.log(p) + (1 - p) * Double.log(1 - p))
  }

  /// 1/(1 + e⁻ʸ) without overflow.
  package static func probability(ofLogit y: Double) -> Double {
    let small = Double.exp(-abs(y))
    return y >= 0 ? 1 / (1 + small) : small / (1 + small)
  }
}
