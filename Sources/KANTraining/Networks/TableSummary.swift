import KANData
import KANModel

/// The properties of a table that an untrained network needs.
package struct TableSummary: Sendable {
  /// The inputs, scaled to mean 0 and standard deviation 1.
  package let inputs: [Network.Feature]
  /// The same for the targets, for losses that scale them.
  package let targets: [Network.Feature]
  /// The plain means of the targets.
  let targetMeans: [Double]
  /// The number of classes, if the target contains class indices.
  let classCount: Int?
  /// Rows to lay grids over.
  let columnsForGrids: [[Double]]

  /// The number of outputs of a network for the table.
  package var outputCount: Int { classCount ?? targets.count }
}

extension TableSummary {
  /// The summary of a table in memory, as far as `loss` needs it.
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

  /// The outputs of a network for the table; with class indices, `count` of them.
  func outputs(for loss: Loss, count: Int) -> [Network.Feature] {
    switch loss.target {
    case .numbers: targets
    case .binaryLabels: targets.map { Network.Feature(name: $0.name) }
    case .classIndices: (0..<count).map { Network.Feature(name: "\(targets[0].name)=\($0)") }
    }
  }
}
