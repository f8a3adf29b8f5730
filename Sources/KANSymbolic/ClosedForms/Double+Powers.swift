import KANFormula
import RealModule

extension Double {
  /// self^n by repeated multiplication.
  func wholePower(_ n: Int) -> Double {
    var result = 1.0
    for _ in 0..<abs(n) { result *= self }
    return n < 0 ? 1 / result : result
  }

  /// self^exponent for a positive base.
  func realPower(_ exponent: Rational) -> Double {
    .pow(self, Double(exponent.numerator) / Double(exponent.denominator))
  }
}

extension Array where Element == Double {
  /// The element below which the given share of all lies; the array is not empty.
  func quantile(_ share: Double) -> Double {
    let sorted = self.sorted()
    return sorted[Swift.min(sorted.count - 1, Int(share * Double(sorted.count)))]
  }

  /// The share of elements below each; equal ones share a rank.
  var ranks: [Double] {
    let order = indices.sorted { (self[$0], $0) < (self[$1], $1) }
    var ranks = [Double](repeating: 0, count: count)
    for (place, s) in order.enumerated() { ranks[s] = Double(place) / Double(count) }
    for n in order.indices.dropFirst() where self[order[n]] == self[order[n - 1]] {
      ranks[order[n]] = ranks[order[n - 1]]
    }
    return ranks
  }

  /// Whether nine of ten elements are within a thousandth of the median.
  var isNearlyConstant: Bool {
    let middle = quantile(0.5)
    return Swift.max(quantile(0.95) - middle, middle - quantile(0.05)) < 1e-3 * Swift.abs(middle)
  }

  /// The median of the magnitudes.
  var typicalMagnitude: Double { map { Swift.abs($0) }.quantile(0.5) }
}
