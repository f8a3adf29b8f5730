import KANData
import KANNumerics

extension ExpressionRefiner {
  /// A refiner to which every row's relative error counts the same: for targets over many decades, of which the sum of
  /// squares would see only the largest.
  package init(relativeTo data: Dataset) {
    let y = data.targets[0]
    // Where a target passes through zero its terms cancel, and rounding is no longer a share of what is left.
    let changesSign = y.contains { $0 < 0 } && y.contains { $0 > 0 }
    let floor = max((changesSign ? 0.5 : 1e-3) * y.typicalMagnitude, .leastNormalMagnitude)
    self.init(
      columns: data.inputs, names: data.inputNames, target: y,
      rootWeights: y.map { 1 / max(abs($0), floor) }, spread: 1)
  }
}
