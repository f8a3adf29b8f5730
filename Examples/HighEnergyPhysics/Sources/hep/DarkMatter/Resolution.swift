import SwiftKAN

/// Bias and resolution of a predicted momentum in bins of the true one.
struct Resolution: Codable {
  struct Bin: Codable {
    /// The mean true momentum, in GeV.
    let truth: Double
    /// The median of predicted − true, in GeV, with its error.
    let bias: Measured
    /// Half the width of the central 68 % of predicted − true, in GeV.
    let width: Double
    let count: Int
  }

  let bins: [Bin]

  /// Bins of equal numbers of events.
  init(_ predicted: [Double], truth: [Double], bins count: Int = 12) {
    let order = truth.indices.sorted { truth[$0] < truth[$1] }
    bins = (0..<count).map { b in
      let rows = order[order.count * b / count..<order.count * (b + 1) / count]
      let residuals = rows.map { predicted[$0] - truth[$0] }.sorted()
      func quantile(_ q: Double) -> Double {
        residuals[min(residuals.count - 1, Int(q * Double(residuals.count)))]
      }
      let width = (quantile(0.84) - quantile(0.16)) / 2
      // The median of n normal residuals of width σ is known to 1.2533·σ/√n.
      return Bin(
        truth: rows.map { truth[$0] }.mean,
        bias: Measured(value: quantile(0.5), error: 1.2533 * width / Double(rows.count).squareRoot()),
        width: width,
        count: rows.count)
    }
  }
}
