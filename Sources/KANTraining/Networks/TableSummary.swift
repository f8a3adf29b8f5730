import KANData
import KANModel

/// What an untrained network needs to know of a table.
package struct TableSummary: Sendable {
  /// The inputs, brought to mean 0 and deviation 1.
  package let inputs: [Network.Feature]
  /// The same of the targets, for losses that scale them.
  package let targets: [Network.Feature]
  /// The plain means of the targets.
  let targetMeans: [Double]
  /// The number of classes where the target holds their indices.
  let classCount: Int?
  /// Rows to lay grids over.
  let columnsForGrids: [[Double]]

  /// The number of outputs of a network for the table.
  package var outputCount: Int { classCount ?? targets.count }
}

extension TableSummary {
  /// What a table in memory says, as far as `loss` needs it.
  init(_ data: Dataset, for loss: Loss) {
    inputs = data.inputStandardizer.features
    targets =
      loss.target == .numbers
      ? data.targetStandardizer.features : data.targetNames.map { Network.Feature(name: $0) }
    targetMeans =
      loss.takesProbabilities ? data.targets.map { $0.reduce(0, +) / Double(data.count) } : []
    classCount = nil
    columnsForGrids = data.columnsForGrids
  }

  /// The outputs of a network for the table, `count` of them where that is the number of classes.
  func outputs(for loss: Loss, count: Int) -> [Network.Feature] {
    switch loss.target {
    case .numbers: targets
    case .binaryLabels: targets.map { Network.Feature(name: $0.name) }
    case .classIndices: (0..<count).map { Network.Feature(name: "\(targets[0].name)=\($0)") }
    }
  }
}
