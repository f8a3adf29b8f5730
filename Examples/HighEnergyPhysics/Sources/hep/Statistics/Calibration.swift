import Foundation

/// How often events of a predicted probability are what they are said to be.
struct Calibration: Codable {
  struct Bin: Codable {
    /// The mean predicted probability.
    let predicted: Double
    /// The share of ones, with its binomial error.
    let observed: Measured
    let count: Int
  }

  let bins: [Bin]
  /// Σ over bins of (events/all)·|observed − predicted|.
  let expectedError: Double

  /// Bins of equal numbers of events.
  init(logits: [Double], labels: [Double], bins count: Int = 12) {
    let order = logits.indices.sorted { logits[$0] < logits[$1] }
    bins = (0..<count).map { b in
      let rows = order[order.count * b / count..<order.count * (b + 1) / count]
      let n = Double(rows.count)
      let share = rows.reduce(0) { $0 + labels[$1] } / n
      return Bin(
        predicted: rows.reduce(0) { $0 + 1 / (1 + exp(-logits[$1])) } / n,
        observed: Measured(value: share, error: (max(share * (1 - share), 0.25 / n) / n).squareRoot()),
        count: rows.count)
    }
    let all = Double(logits.count)
    expectedError = bins.reduce(0) { $0 + Double($1.count) / all * abs($1.observed.value - $1.predicted) }
  }
}
