import KANFitting
import KANNumerics

/// The noise that the table itself shows: the differences between rows with equal inputs or, along a single input, between
/// neighbouring rows.
struct NoiseEstimate: Sendable, Hashable {
  /// The source of the estimate.
  enum Source: String, Sendable, Hashable, Codable {
    /// Rows with equal inputs.
    case replicates
    /// Neighbouring rows along the only input (Rice, Annals of Statistics 12, 1984).
    case neighbours
  }

  /// The variance of one row.
  let variance: Double
  /// The number of differences on which it is based.
  let degreesOfFreedom: Int
  let source: Source

  /// The minimum number of differences for an estimate.
  private static let leastDegrees = 5

  /// The noise of values with the same mean in equal rows; `nil` if the rows do not determine it.
  init?(of values: [Double], inputs: [[Double]]) {
    let groups = Replicates.groups(inputs)
    let freedom = groups.reduce(0) { $0 + $1.count - 1 }
    if freedom >= Self.leastDegrees {
      variance = Self.within(groups, values) / Double(freedom)
      degreesOfFreedom = freedom
      source = .replicates
    } else if inputs.count == 1, values.count > Self.leastDegrees {
      let order = values.indices.sorted { (inputs[0][$0], $0) < (inputs[0][$1], $1) }
      let square = zip(order, order.dropFirst()).reduce(0) { sum, pair in
        sum + (values[pair.1] - values[pair.0]) * (values[pair.1] - values[pair.0])
      }
      variance = square / Double(2 * (values.count - 1))
      degreesOfFreedom = values.count - 1
      source = .neighbours
    } else {
      return nil
    }
  }

  /// Whether the means of equal rows are farther from a law than the differences within them allow: the test for lack of fit
  /// (Fisher 1922; Draper & Smith, Applied Regression Analysis, section 2.1), at a significance level of 1 %.
  ///
  /// - Parameters:
  ///   - residuals: The residuals, in units of the noise of every row.
  ///   - constants: The number of fitted constants.
  static func refutes(_ residuals: [Double], inputs: [[Double]], constants: Int) -> Bool {
    let groups = Replicates.groups(inputs)
    let freedom = groups.reduce(0) { $0 + $1.count - 1 }
    let distinct = groups.count - constants
    guard freedom >= leastDegrees, distinct >= 1 else { return false }
    let within = within(groups, residuals)
    guard within > 0 else { return false }
    let lack = groups.reduce(0) { sum, rows in
      let mean = rows.reduce(0) { $0 + residuals[$1] } / Double(rows.count)
      return sum + Double(rows.count) * mean * mean
    }
    return FTest.probability(
      ofRise: lack, removed: distinct, residualVariance: within / Double(freedom), degreesOfFreedom: freedom)
      < 0.01
  }

  private static func within(_ groups: [[Int]], _ values: [Double]) -> Double {
    groups.reduce(0) { sum, rows in
      let mean = rows.reduce(0) { $0 + values[$1] } / Double(rows.count)
      return sum + rows.reduce(0) { $0 + (values[$1] - mean) * (values[$1] - mean) }
    }
  }
}
