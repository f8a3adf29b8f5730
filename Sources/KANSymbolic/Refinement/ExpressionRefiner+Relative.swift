import KANData
import KANNumerics

extension ExpressionRefiner {
  /// A refiner that weights the relative error of every row equally: for targets over many decades, whose sum of squares would be
  /// dominated by the largest values.
  package init(relativeTo data: Dataset) {
    let y = data.targets[0]
    // Where a target passes through zero its terms cancel, and rounding is no longer proportional to its value.
    let changesSign = y.contains { $0 < 0 } && y.contains { $0 > 0 }
    let floor = max((changesSign ? 0.5 : 1e-3) * y.typicalMagnitude, .leastNormalMagnitude)
    self.init(
      columns: data.inputs, names: data.inputNames, target: y,
      rootWeights: y.map { 1 / max(abs($0), floor) }, spread: 1, tableWeights: data.weights)
  }
}
