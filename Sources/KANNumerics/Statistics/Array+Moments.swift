extension Array where Element == Double {
  /// Σ aₙ·bₙ in the order of the elements, of which both have equally many.
  package func dot(_ other: [Double]) -> Double {
    precondition(
      count == other.count, "a dot product needs equally many numbers, not \(count) and \(other.count)")
    var sum = 0.0
    for n in indices { sum += self[n] * other[n] }
    return sum
  }

  /// The sum of the squares.
  package var sumOfSquares: Double { reduce(0) { $0 + $1 * $1 } }

  /// The arithmetic mean; NaN for no elements.
  package var mean: Double { reduce(0, +) / Double(count) }

  /// Σ w·x / Σ w; not finite if there are no numbers or the weights sum to zero.
  ///
  /// - Parameter weights: One weight per number; `nil` for equal ones.
  package func mean(weights: [Double]?) -> Double {
    guard let weights else { return mean }
    return weights.dot(self) / weights.reduce(0, +)
  }

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
