import SwiftKAN

/// Mean absolute errors of predicted momenta on the test events, in the laboratory.
struct MomentumScore: Codable {
  /// The mean over the eight targets, each in units of its standard deviation over the training events.
  let mean: Measured
  /// Each target in those units.
  let standardised: [Measured]
  /// Each target in GeV.
  let gigaelectronvolts: [Measured]

  /// - Parameter predicted: The eight targets in GeV, in the laboratory.
  init(_ predicted: [[Double]], truth: [[Double]], deviations: [Double], draws: Int = 200) {
    let errors = zip(predicted, truth).map { zip($0, $1).map { abs($0 - $1) } }
    let rows = Array(truth[0].indices)
    func statistics(_ rows: [Int]) -> [Double] {
      let gev = errors.map { column in rows.reduce(0) { $0 + column[$1] } / Double(rows.count) }
      let units = zip(gev, deviations).map { $0 / $1 }
      return [units.mean] + units + gev
    }
    let spread = Bootstrap(count: rows.count, draws: draws).errors(of: statistics)
    let measured = zip(statistics(rows), spread).map { Measured(value: $0, error: $1) }
    (mean, standardised, gigaelectronvolts) = (
      measured[0], Array(measured[1...8]), Array(measured[9...])
    )
  }
}
