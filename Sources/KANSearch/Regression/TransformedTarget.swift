import KANNumerics

/// A function of the target on the rows of a selection, with the weight that every row has.
struct TransformedTarget: Sendable {
  /// The rows, evenly through the table.
  let rows: [Int]
  /// τ(t) on them.
  let values: [Double]
  /// One over the error of every value of τ(t), up to a factor.
  let weights: [Double]

  /// Near zero a relative error means nothing: below this share of the typical size, that size counts.
  private static let smallestShare = 0.05

  /// - Parameters:
  ///   - limit: The largest number of rows.
  /// - Returns: `nil` where there would be no way back from τ(t).
  init?(_ problem: Subproblem, _ transform: TargetTransform, weighting: Weighting, limit: Int) {
    guard let all = transform.values(problem.values) else { return nil }
    let rows = problem.table.rows(atMost: limit)
    let values = rows.map { all[$0] }
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

  private static func finite(_ weight: Double) -> Double { weight.isFinite ? weight : 0 }

  /// The values as a selection sees them.
  var weighted: [Double] { zip(values, weights).map { $0 * $1 } }

  /// A column as a selection sees it.
  func weighted(_ column: [Double]) -> [Double] { zip(column, weights).map { $0 * $1 } }
}
