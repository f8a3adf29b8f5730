import RealModule

/// The logits of one sample as probabilities, pⱼ = e^{yⱼ}/Σ eʸ, taken relative to the largest so that nothing overflows.
package struct Softmax {
  private let largest: Double
  private let sum: Double

  /// - Parameters:
  ///   - classes: The number of logits.
  ///   - logit: Logit j; NaN makes all results NaN.
  package init(_ classes: Int, _ logit: (_ j: Int) -> Double) {
    var largest = -Double.infinity
    for j in 0..<classes { largest = max(largest, logit(j)) }
    var sum = 0.0
    for j in 0..<classes { sum += .exp(logit(j) - largest) }
    (self.largest, self.sum) = (largest, sum)
  }

  /// −log p of the class with logit `y`: log Σ eʸ − y.
  package func loss(ofLogit y: Double) -> Double { largest + .log(sum) - y }

  /// p of the class with logit `y`.
  package func probability(ofLogit y: Double) -> Double { .exp(y - largest) / sum }
}
