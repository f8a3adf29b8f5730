extension Array where Element == Double {
  /// The sum of the squares.
  package var sumOfSquares: Double { reduce(0) { $0 + $1 * $1 } }

  /// The arithmetic mean; NaN for no elements.
  package var mean: Double { reduce(0, +) / Double(count) }

  /// The sum of the squares of the deviations from the mean; 0 for no elements.
  package var sumOfSquaredDeviations: Double {
    let mean = self.mean
    return reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
  }

  /// The largest magnitude, apart from NaN; 0 for no elements.
  package var largestMagnitude: Double { reduce(0) { Swift.max($0, Swift.abs($1)) } }

  /// Whether all elements are positive, or all are negative.
  package var keepsSign: Bool { allSatisfy { $0 > 0 } || allSatisfy { $0 < 0 } }
}
