import KANData

/// The losses by the names under which model files and the tool note them.
public enum LossName: String, Sendable, Hashable, CaseIterable, Codable {
  /// The mean squared error.
  case mse
  /// The mean absolute error.
  case mae
  /// Huber's loss with a threshold of 1.
  case huber
  /// The binary cross-entropy of logits.
  case bce
  /// The cross-entropy of one logit a class.
  case ce

  /// The loss of this name.
  public var loss: Loss {
    switch self {
    case .mse: .meanSquaredError
    case .mae: .meanAbsoluteError
    case .huber: .huber(delta: 1)
    case .bce: .binaryCrossEntropy
    case .ce: .crossEntropy
    }
  }

  /// Whether the target is a label and the outputs are logits.
  public var isOfLabels: Bool { self == .bce || self == .ce }

  /// Refuses a table whose labels are of another kind than the loss needs.
  ///
  /// - Throws: `DataError` with the row of the first label that does not fit.
  public func check(_ data: Dataset) throws(DataError) {
    switch self {
    case .mse, .mae, .huber: break
    case .bce: try data.requireBinaryLabels()
    case .ce: _ = try data.requireClassLabels()
    }
  }
}
