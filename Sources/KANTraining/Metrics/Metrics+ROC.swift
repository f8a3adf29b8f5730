extension Metrics {
  /// The area under the receiver operating characteristic: the weighted share of pairs of a 1 and a 0 in which the
  /// 1 scores higher, ties counting half (Mann-Whitney U).
  ///
  /// Complexity: O(N log N).
  ///
  /// - Parameters:
  ///   - scores: Any monotone function of the probability of 1, for example logits.
  ///   - labels: 0 or 1.
  ///   - weights: One weight per sample, which may be negative.
  /// - Returns: The area, or NaN if a class is missing or its weights sum to zero.
  public static func rocAUC(scores: [Double], labels: [Double], weights: [Double]? = nil) -> Double {
    precondition(scores.count == labels.count, "scores and labels must have one entry per sample")
    precondition(weights == nil || weights?.count == labels.count, "weights must have one entry per sample")
    guard !scores.contains(where: \.isNaN) else { return .nan }
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    var (below, won, positives) = (0.0, 0.0, 0.0)
    var next = 0
    while next < order.count {
      // One group of equal scores at a time.
      var (ones, zeros) = (0.0, 0.0)
      let score = scores[order[next]]
      while next < order.count, scores[order[next]] == score {
        let weight = weights?[order[next]] ?? 1
        if labels[order[next]] == 1 { ones += weight } else { zeros += weight }
        next += 1
      }
      won += ones * (below + 0.5 * zeros)
      below += zeros
      positives += ones
    }
    let pairs = positives * below
    return pairs == 0 ? .nan : won / pairs
  }
}
