extension Array where Element == Double {
  /// The element below which the given fraction of all lies; the array must not be empty.
  package func quantile(_ share: Double) -> Double {
    let sorted = self.sorted()
    return sorted[Swift.min(sorted.count - 1, Int(share * Double(sorted.count)))]
  }

  /// The fraction of elements below each, from 0 to 1; equal elements share a rank.
  package var ranks: [Double] {
    let order = indices.sorted { (self[$0], $0) < (self[$1], $1) }
    var ranks = [Double](repeating: 0, count: count)
    for (place, s) in order.enumerated() { ranks[s] = Double(place) / Double(count) }
    for n in order.indices.dropFirst() where self[order[n]] == self[order[n - 1]] {
      ranks[order[n]] = ranks[order[n - 1]]
    }
    return ranks
  }

  /// Whether nine tenths of the elements are within a thousandth of the median.
  package var isNearlyConstant: Bool {
    let middle = quantile(0.5)
    return Swift.max(quantile(0.95) - middle, middle - quantile(0.05)) < 1e-3 * Swift.abs(middle)
  }

  /// The median of the magnitudes.
  package var typicalMagnitude: Double { map { Swift.abs($0) }.quantile(0.5) }
}
