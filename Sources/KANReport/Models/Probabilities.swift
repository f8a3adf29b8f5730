import RealModule

/// The probabilities that the outputs of classifiers, logits, stand for.
enum Probabilities {
  /// 1/(1 + e⁻ʸ) of each logit.
  static func sigmoid(_ logits: [Double]) -> [Double] {
    // e^−|y| cannot overflow.
    logits.map { y in
      let small = Double.exp(-abs(y))
      return y >= 0 ? 1 / (1 + small) : small / (1 + small)
    }
  }

  /// The softmax probability of one class, from `logits[class][s]`.
  static func softmax(_ logits: [[Double]], of c: Int) -> [Double] {
    logits[c].indices.map { s in
      let largest = logits.reduce(-Double.infinity) { max($0, $1[s]) }
      return .exp(logits[c][s] - largest) / logits.reduce(0) { $0 + .exp($1[s] - largest) }
    }
  }
}
