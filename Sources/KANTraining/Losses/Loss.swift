import KANNumerics
import RealModule

/// The quantity that training minimises: a weighted mean over samples, Σ w·ℓ / Σ w.
///
/// Losses of numbers are computed in scaled target units and averaged over the outputs. Losses of classes are computed from logits
/// (outputs before the logistic function or the softmax), unless stated otherwise.
///
/// This file contains everything about the individual losses: a new one is a case here, and a name in `LossName` if the tool is to
/// offer it.
public enum Loss: Hashable, Sendable, Codable {
  /// (y − t)².
  case meanSquaredError
  /// |y − t|.
  case meanAbsoluteError
  /// ½(y − t)² up to a distance of `delta`, linear beyond (Huber 1964).
  case huber(delta: Double)
  /// log(1 + eʸ) − t·y for labels t of 0 and 1, per output.
  case binaryCrossEntropy
  /// (min(max(y, 0), 1) − t)² for labels t of 0 and 1, per output, which is a probability and not a logit; beyond [0, 1] the
  /// gradient is zero. Studies with tools without cross-entropy train classifiers with it.
  case clippedSquaredError
  /// log Σⱼ e^{yⱼ} − y_t for one target column of class indices t = 0, 1, …, one output per class.
  case crossEntropy

  /// The contents of the target columns.
  package enum Target: Hashable, Sendable {
    /// Quantities, one column per output and scaled like it.
    case numbers
    /// Labels 0 and 1, one column per output, which is not scaled.
    case binaryLabels
    /// Class indices 0, 1, … in one column for all outputs, none of which is scaled.
    case classIndices
  }

  /// The contents of the target columns.
  package var target: Target {
    switch self {
    case .meanSquaredError, .meanAbsoluteError, .huber: .numbers
    case .binaryCrossEntropy, .clippedSquaredError: .binaryLabels
    case .crossEntropy: .classIndices
    }
  }

  /// The name in messages.
  var name: String {
    switch self {
    case .meanSquaredError: "the mean squared error"
    case .meanAbsoluteError: "the mean absolute error"
    case .huber: "the Huber loss"
    case .binaryCrossEntropy: "binary cross-entropy"
    case .clippedSquaredError: "the clipped squared error"
    case .crossEntropy: "cross-entropy"
    }
  }

  /// ℓ and ∂ℓ/∂y of one output of one sample, for losses that are a mean over the outputs.
  ///
  /// - Parameters:
  ///   - y: The output, in scaled units.
  ///   - t: The target, in the same units, or a label.
  package func point(_ y: Double, target t: Double) -> (value: Double, slope: Double) {
    let r = y - t
    switch self {
    case .meanSquaredError:
      return (r * r, 2 * r)
    case .meanAbsoluteError:
      return (abs(r), r > 0 ? 1 : r < 0 ? -1 : r)
    case .huber(let delta):
      if abs(r) <= delta { return (0.5 * r * r, r) }
      return (delta * (abs(r) - 0.5 * delta), r > 0 ? delta : r < 0 ? -delta : r)
    case .clippedSquaredError:
      let r = min(max(y, 0), 1) - t
      return (r * r, y > 0 && y < 1 ? 2 * r : y.isNaN ? .nan : 0)
    case .binaryCrossEntropy, .crossEntropy:
      // Only e^{−|y|} is formed, which cannot overflow.
      let e = Double.exp(-abs(y))
      let logistic = y >= 0 ? 1 / (1 + e) : e / (1 + e)
      return (max(y, 0) - t * y + .log(onePlus: e), logistic - t)
    }
  }

  /// The constant output that minimises the loss for a column, in the units of the column, or as a logit.
  ///
  /// - Parameters:
  ///   - column: The targets of one output: numbers, labels, or 1 where the class is that of the output.
  ///   - weights: One weight per sample.
  package func bestConstant(for column: [Double], weights: [Double]?) -> Double {
    switch self {
    case .meanSquaredError, .clippedSquaredError: return column.mean(weights: weights)
    // The median is optimal for |·|, and nearly so for Huber's loss.
    case .meanAbsoluteError, .huber: return Self.median(of: column, weights: weights)
    case .binaryCrossEntropy:
      let p = column.mean(weights: weights)
      return .log(p / (1 - p))
    case .crossEntropy: return .log(column.mean(weights: weights))
    }
  }

  /// The number with half of the weight below it; the upper of two.
  private static func median(of column: [Double], weights: [Double]?) -> Double {
    let order = column.indices.sorted { column[$0] < column[$1] }
    let middle = column[order[order.count / 2]]
    guard let weights else { return middle }
    let half = weights.reduce(0, +) / 2
    var below = 0.0
    for n in order {
      below += weights[n]
      if below > half { return column[n] }
    }
    return middle
  }

  /// Whether outputs are probabilities, so that a network starts at the share of ones: beyond [0, 1] the loss is flat and has no
  /// gradient.
  var takesProbabilities: Bool { self == .clippedSquaredError }

  /// Throws for an invalid setting of the loss.
  func check() throws(TrainingError) {
    if case .huber(let delta) = self, !(delta > 0) {
      throw .optionOutOfRange(name: "huber delta", value: "\(delta)", allowed: "positive")
    }
  }
}

extension Loss {
  /// Whether targets are scaled like the outputs.
  var scalesTargets: Bool { target == .numbers }

  /// The number of target columns that a network of `outputs` outputs needs.
  func targetCount(outputs: Int) -> Int { target == .classIndices ? 1 : outputs }
}
