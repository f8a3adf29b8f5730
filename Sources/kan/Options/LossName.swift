import ArgumentParser
import SwiftKAN

/// The losses by the names that the tool gives them.
enum LossName: String, ExpressibleByArgument, CaseIterable, Codable {
  case mse, mae, huber, bce, ce

  /// The loss of the library that goes by this name.
  var loss: Loss {
    switch self {
    case .mse: .meanSquaredError
    case .mae: .meanAbsoluteError
    case .huber: .huber(delta: 1)
    case .bce: .binaryCrossEntropy
    case .ce: .crossEntropy
    }
  }

  /// Whether the target is a label and the outputs are logits.
  var isOfLabels: Bool { self == .bce || self == .ce }

  /// Refuses labels of another kind than the loss needs.
  func check(_ data: Dataset) throws(DataError) {
    switch self {
    case .mse, .mae, .huber: break
    case .bce: try data.requireBinaryLabels()
    case .ce: _ = try data.requireClassLabels()
    }
  }
}
