/// What a network is trained to make small: a weighted mean over samples, Σ w·ℓ / Σ w.
///
/// Losses of numbers are taken in scaled target units and averaged over the outputs. Losses of classes are
/// taken from logits (outputs before the logistic function or the softmax), unless they say otherwise.
public enum Loss: Hashable, Sendable, Codable {
  /// (y − t)².
  case meanSquaredError
  /// |y − t|.
  case meanAbsoluteError
  /// ½(y − t)² up to a distance of `delta`, linear beyond (Huber 1964).
  case huber(delta: Double)
  /// log(1 + eʸ) − t·y for labels t of 0 and 1, per output.
  case binaryCrossEntropy
  /// (min(max(y, 0), 1) − t)² for labels t of 0 and 1, per output, which is a probability rather than a logit; beyond
  /// [0, 1] the gradient is zero. What studies with tools that know no cross-entropy train classifiers with.
  case clippedSquaredError
  /// log Σⱼ e^{yⱼ} − y_t for one target column of class indices t = 0, 1, …, one output a class.
  case crossEntropy

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

  /// Whether targets are scaled like the outputs.
  var scalesTargets: Bool {
    switch self {
    case .meanSquaredError, .meanAbsoluteError, .huber: true
    case .binaryCrossEntropy, .clippedSquaredError, .crossEntropy: false
    }
  }

  /// The number of target columns that a network of `outputs` outputs needs.
  func targetCount(outputs: Int) -> Int { self == .crossEntropy ? 1 : outputs }
}
