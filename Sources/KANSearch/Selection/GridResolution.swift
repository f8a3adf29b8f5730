import KANData
import KANFormula

/// Columns whose values lie on a regular grid, between whose points a law can oscillate without a trace in the rows (aliasing).
struct GridResolution: Sendable {
  /// The minimum number of different values of a grid, and the number of rows that are looked at.
  private static let (leastValues, rows) = (8, 200)
  /// The largest distance of a value from its grid point, over the spacing.
  private static let regularity = 1e-6
  /// For a wave sin(ω·x) on a grid of spacing Δ, the root mean square of its deviations from the means of neighbours, halfway between
  /// them, is 1/(8·cos²(ω·Δ/4)) of that of its second differences: 1/4 at the Nyquist frequency ω = π/Δ, 1/2 at 4/3 of it.
  private static let largestRatio = 0.5
  /// Deviations below this share of a law's values are rounding.
  private static let rounding = 1e-9

  private let names: [String]
  private let inputs: [[Double]]
  /// The columns on grids, with their spacings.
  private let grids: [(column: Int, spacing: Double)]

  init(_ data: Dataset) {
    names = data.inputNames
    grids = data.inputs.indices.compactMap { column in
      Self.spacing(of: data.inputs[column]).map { (column, $0) }
    }
    inputs = grids.isEmpty ? [] : data.limited(to: Self.rows).inputs
  }

  /// The spacing of the regular grid on which all values lie; `nil` if there is none.
  private static func spacing(of column: [Double]) -> Double? {
    let values = Set(column).sorted()
    guard values.count >= leastValues else { return nil }
    let steps = zip(values, values.dropFirst()).map { $1 - $0 }
    guard let spacing = steps.min() else { return nil }
    let isRegular = steps.allSatisfy { step in
      abs(step / spacing - (step / spacing).rounded()) <= regularity * Double(values.count)
    }
    return isRegular ? spacing : nil
  }

  /// Whether a law oscillates between the points of a grid.
  func leavesUnresolved(_ law: Expression) -> Bool {
    guard !grids.isEmpty, law.hasWaves, let compiled = try? CompiledExpression(law, variables: names) else {
      return false
    }
    let used = Set(law.variables)
    return grids.contains { used.contains(names[$0.column]) && isUnresolved(compiled, $0.column, $0.spacing) }
  }

  private func isUnresolved(_ law: CompiledExpression, _ column: Int, _ spacing: Double) -> Bool {
    func values(_ shift: Double) -> [Double] {
      var shifted = inputs
      shifted[column] = inputs[column].map { $0 + shift * spacing }
      return law.values(shifted)
    }
    let (before, here, halfway, after) = (values(-1), values(0), values(0.5), values(1))
    var (deviations, differences, squares) = (0.0, 0.0, 0.0)
    for s in here.indices {
      let deviation = halfway[s] - (here[s] + after[s]) / 2
      let difference = before[s] - 2 * here[s] + after[s]
      guard deviation.isFinite, difference.isFinite else { continue }
      deviations += deviation * deviation
      differences += difference * difference
      squares += here[s] * here[s]
    }
    return deviations > Self.largestRatio * Self.largestRatio * differences
      && deviations > Self.rounding * Self.rounding * squares
  }
}
