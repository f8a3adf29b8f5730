import KANNumerics

/// The standard deviation over weighted samples, in two passes so that a large mean does not cost digits.
struct Spread {
  private let weights: [Double]?

  init(weights: [Double]?) { self.weights = weights.map { $0.map(abs) } }

  /// The mean of `x`; 0 if there are no samples or the weights are zero.
  func mean(_ x: [Double]) -> Double {
    guard let weights else { return x.isEmpty ? 0 : x.reduce(0, +) / Double(x.count) }
    let total = weights.reduce(0, +)
    return total > 0 ? weights.dot(x) / total : 0
  }

  /// The standard deviation of `x`; exactly 0 for a constant.
  func callAsFunction(_ x: [Double]) -> Double {
    guard let first = x.first, x.contains(where: { $0 != first }) else { return 0 }
    let center = mean(x)
    return mean(x.map { ($0 - center) * ($0 - center) }).squareRoot()
  }
}
