extension Metrics {
  /// The receiver operating characteristic of a classifier: true positive rate against false positive rate.
  public struct ROCCurve: Hashable, Sendable {
    /// The weighted share of 0s above each threshold, from 0 to 1.
    public let falsePositiveRates: [Double]
    /// The weighted share of 1s above each threshold, from 0 to 1.
    public let truePositiveRates: [Double]
    /// The area under the curve, ties counting half; equal to `Metrics.rocAUC`.
    public let area: Double
    /// The standard error of the area.
    ///
    /// Source: DeLong, DeLong, Clarke-Pearson, Biometrics 44 (1988): the spread of each event's share of won pairs; for
    /// weighted events the variance of a weighted mean, with the effective number of events (Σw)²/Σw² in place of their number.
    public let areaError: Double

    /// The curve of a table of scores.
    ///
    /// Complexity: O(N log N).
    ///
    /// - Parameters:
    ///   - scores: Any monotone function of the probability of 1, for example logits.
    ///   - labels: 0 or 1.
    ///   - weights: One weight per sample, which may be negative.
    /// - Returns: `nil` if a class is missing, its weights sum to zero, or a score is NaN.
    public init?(scores: [Double], labels: [Double], weights: [Double]? = nil) {
      precondition(scores.count == labels.count, "scores and labels must have one entry per sample")
      precondition(weights == nil || weights?.count == labels.count, "weights must have one entry per sample")
      guard !scores.contains(where: \.isNaN) else { return nil }
      func weight(_ s: Int) -> Double { weights?[s] ?? 1 }
      let totals = labels.indices.reduce(into: (ones: 0.0, zeros: 0.0)) {
        if labels[$1] == 1 { $0.ones += weight($1) } else { $0.zeros += weight($1) }
      }
      guard totals.ones != 0, totals.zeros != 0 else { return nil }

      let order = scores.indices.sorted { scores[$0] > scores[$1] }
      var (falseRates, trueRates) = ([0.0], [0.0])
      var (ones, zeros) = (0.0, 0.0)
      // The share of pairs with the other class in which each event is ranked correctly.
      var won = [Double](repeating: 0, count: scores.count)
      var next = 0
      while next < order.count {
        // One group of equal scores at a time.
        let group = order[next...].prefix { scores[$0] == scores[order[next]] }
        var (groupOnes, groupZeros) = (0.0, 0.0)
        for s in group {
          if labels[s] == 1 { groupOnes += weight(s) } else { groupZeros += weight(s) }
        }
        for s in group {
          won[s] =
            labels[s] == 1
            ? 1 - (zeros + groupZeros / 2) / totals.zeros : (ones + groupOnes / 2) / totals.ones
        }
        ones += groupOnes
        zeros += groupZeros
        next += group.count
        falseRates.append(zeros / totals.zeros)
        trueRates.append(ones / totals.ones)
      }
      falsePositiveRates = falseRates
      truePositiveRates = trueRates
      let area = labels.indices.reduce(0) { labels[$1] == 1 ? $0 + weight($1) * won[$1] : $0 } / totals.ones
      self.area = area
      /// Σw²(V − A)²/(Σw)², times n/(n − 1) for the effective number n of events.
      func variance(of label: Double, total: Double) -> Double {
        let members = labels.indices.filter { (labels[$0] == 1) == (label == 1) }
        let squares = members.reduce(0) { $0 + weight($1) * weight($1) }
        let effective = total * total / squares
        let spread = members.reduce(0) { $0 + weight($1) * weight($1) * (won[$1] - area) * (won[$1] - area) }
        return effective > 1 ? spread / (total * total) * effective / (effective - 1) : .nan
      }
      areaError = (variance(of: 1, total: totals.ones) + variance(of: 0, total: totals.zeros)).squareRoot()
    }
  }
}
