extension [Double] {
  /// Σ w·x / Σ w; not finite if there are no numbers or the weights sum to zero.
  ///
  /// - Parameter weights: One weight per number; `nil` for equal ones.
  package func mean(weights: [Double]?) -> Double {
    guard let weights else { return reduce(0, +) / Double(count) }
    return zip(weights, self).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
  }
}
