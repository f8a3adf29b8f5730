import KANData

/// The losses that users can choose, by the names that users type and files store.
package enum LossName: String, Hashable, Sendable, Codable, CaseIterable {
  /// The mean squared error.
  case mse
  /// The mean absolute error.
  case mae
  /// Huber's loss with a distance of 1 in scaled units.
  case huber
  /// Binary cross-entropy, of labels 0 and 1.
  case bce
  /// Cross-entropy, of class indices.
  case ce

  /// The loss with this name.
  package var loss: Loss {
    switch self {
    case .mse: .meanSquaredError
    case .mae: .meanAbsoluteError
    case .huber: .huber(delta: 1)
    case .bce: .binaryCrossEntropy
    case .ce: .crossEntropy
    }
  }

  /// Whether the target is a label and the outputs are logits.
  package var isOfLabels: Bool { loss.target != .numbers }

  /// Throws if the labels of a table are not of the kind that the loss needs.
  ///
  /// - Throws: `DataError` with the row of the first label that does not fit.
  package func check(_ data: Dataset) throws(DataError) {
    switch loss.target {
    case .numbers: break
    case .binaryLabels: try data.requireBinaryLabels()
    case .classIndices: _ = try data.requireClassLabels()
    }
  }

  /// The number of outputs of a network for a table.
  ///
  /// - Throws: `DataError` if the loss needs class indices and the table has none.
  package func outputCount(for data: Dataset) throws(DataError) -> Int {
    loss.target == .classIndices ? try data.requireClassLabels() : data.targets.count
  }
}
