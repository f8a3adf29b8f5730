import KANNumerics

/// A function of the target on the rows of a selection, with the weights of the rows.
struct TransformedTarget: Sendable {
  /// The rows, evenly spaced in the table.
  let rows: [Int]
  /// τ(t) on them.
  let values: [Double]
  /// The inverse error of every value of τ(t), up to a factor.
  let weights: [Double]
  /// Whether t is negative on these rows.
  let isNegative: Bool

  /// The minimum number of rows that exceed the noise.
  private static let leastRows = 30
  /// Near zero a relative error is meaningless: below this share of the typical size, errors are relative to that share.
  private static let smallestShare = 0.05
  /// How far rounding may take a probability above one.
  private static let roundingOfOne = 1e-9

  /// - Parameters:
  ///   - limit: The largest number of rows.
  /// - Returns: `nil` if τ(t) could not be inverted.
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
        // A target of one sign may span decades, all of which count; one that passes through zero may not.
        let size = problem.keepsSign ? abs(t) : max(abs(t), floor)
        return Self.finite(1 / (size * transform.slope(at: t)))
      }
    }
    self.rows = rows
    self.values = values
  }

  /// The rows on which the function of the target is defined, with its values.
  ///
  /// Near one, the logit of an exact value has few digits; the other rows determine the law. Noise of one size can reverse the sign of
  /// small values, which then have no root or logarithm; if the function is not defined for all values, those that exceed the noise
  /// suffice.
  private static func rows(
    of problem: Subproblem, _ transform: TargetTransform, _ weighting: Weighting, limit: Int
  ) -> (rows: [Int], values: [Double])? {
    if weighting == .rounding, problem.values.contains(where: { !transform.keepsDigits(at: $0) }) {
      // Saturated values tell nothing of the argument, but a law must reach them.
      let rows = problem.table.rows(atMost: limit) { transform.keepsDigits(at: problem.values[$0]) }
      guard rows.count >= leastRows, problem.values.allSatisfy({ abs($0) < 1 + roundingOfOne }),
        let values = transform.values(rows.map { problem.values[$0] })
      else { return nil }
      return (rows, values)
    }
    if let all = transform.values(problem.values) {
      let rows = problem.rows(atMost: limit, beside: weighting)
      return (rows, rows.map { all[$0] })
    }
    guard weighting == .absoluteNoise else { return nil }
    let size = weighting.smallestSignificant(of: problem.table.target)
    if case .logit = transform {
      // Values above one by no more than the noise are saturated.
      let (target, t) = (problem.table.target, problem.values)
      func distanceFromOne(_ s: Int) -> Double { abs(target[s]) * (1 / abs(t[s]) - 1) }
      guard t.indices.allSatisfy({ t[$0] == 0 || distanceFromOne($0) > -size }) else { return nil }
      let rows = problem.table.rows(atMost: limit) { abs(target[$0]) > size && distanceFromOne($0) > size }
      guard rows.count >= leastRows, let values = transform.values(rows.map { t[$0] }) else { return nil }
      return (rows, values)
    }
    let rows = problem.table.rows(atMost: limit) { abs(problem.table.target[$0]) > size }
    guard rows.count >= leastRows, let values = transform.values(rows.map { problem.values[$0] }) else {
      return nil
    }
    return (rows, values)
  }

  private static func finite(_ weight: Double) -> Double { weight.isFinite ? weight : 0 }

  /// The weighted values for a selection.
  var weighted: [Double] { zip(values, weights).map { $0 * $1 } }

  /// A weighted column for a selection.
  func weighted(_ column: [Double]) -> [Double] { zip(column, weights).map { $0 * $1 } }
}
