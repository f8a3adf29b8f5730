import KANNumerics

/// A function of the target on the rows of a selection, with the weight that every row has.
struct TransformedTarget: Sendable {
  /// The rows, evenly through the table.
  let rows: [Int]
  /// τ(t) on them.
  let values: [Double]
  /// One over the error of every value of τ(t), up to a factor.
  let weights: [Double]
  /// Whether t is negative on these rows.
  let isNegative: Bool

  /// The least number of rows that stand out of noise.
  private static let leastRows = 30
  /// Near zero a relative error means nothing: below this share of the typical size, that size counts.
  private static let smallestShare = 0.05

  /// - Parameters:
  ///   - limit: The largest number of rows.
  /// - Returns: `nil` where there would be no way back from τ(t).
  init?(_ problem: Subproblem, _ transform: TargetTransform, weighting: Weighting, limit: Int) {
    guard let (rows, values) = Self.rows(of: problem, transform, weighting, limit: limit) else { return nil }
    isNegative = rows.allSatisfy { problem.values[$0] < 0 }
    switch weighting {
    case .rounding:
      let floor = Self.smallestShare * values.typicalMagnitude
      weights = values.map { 1 / max(abs($0), floor) }
    case .absoluteNoise:
      weights = rows.map { s in
        Self.finite(problem.weight(at: s) / transform.slope(at: problem.values[s]))
      }
    case .proportionalNoise:
      let floor = Self.smallestShare * rows.map { problem.values[$0] }.typicalMagnitude
      weights = rows.map { s in
        let t = problem.values[s]
        // A target that keeps its sign may span decades, each of which counts; one that passes through zero may not.
        let size = problem.keepsSign ? abs(t) : max(abs(t), floor)
        return Self.finite(1 / (size * transform.slope(at: t)))
      }
    }
    self.rows = rows
    self.values = values
  }

  /// The rows that have a function of the target, with its values.
  ///
  /// Noise of one size turns the sign of small values, and there is no root or logarithm of them any more; those that stand out of it tell
  /// enough where a function of all is missing.
  private static func rows(
    of problem: Subproblem, _ transform: TargetTransform, _ weighting: Weighting, limit: Int
  ) -> (rows: [Int], values: [Double])? {
    if let all = transform.values(problem.values) {
      let rows = problem.rows(atMost: limit, beside: weighting)
      return (rows, rows.map { all[$0] })
    }
    guard weighting == .absoluteNoise else { return nil }
    let size = weighting.smallestSignificant(of: problem.table.target)
    let rows = problem.table.rows(atMost: limit) { abs(problem.table.target[$0]) > size }
    guard rows.count >= leastRows, let values = transform.values(rows.map { problem.values[$0] }) else {
      return nil
    }
    return (rows, values)
  }

  private static func finite(_ weight: Double) -> Double { weight.isFinite ? weight : 0 }

  /// The values as a selection sees them.
  var weighted: [Double] { zip(values, weights).map { $0 * $1 } }

  /// A column as a selection sees it.
  func weighted(_ column: [Double]) -> [Double] { zip(column, weights).map { $0 * $1 } }
}
