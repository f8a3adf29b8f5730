/// An error in a request to train; each `description` says what to do.
package enum TrainingError: Error, Hashable, Sendable {
  /// The number of inputs of the table differs from that of the network.
  case inputCount(expected: Int, found: Int)
  /// The number of targets of the table differs from that which network and loss need.
  case targetCount(expected: Int, found: Int)
  /// The table has no rows.
  case emptyTable(part: String)
  /// The event weights do not sum to a positive number.
  case weightSum(part: String, sum: Double)
  /// A label for binary cross-entropy is neither 0 nor 1.
  case labelNotBinary(target: String, row: Int, value: Double)
  /// A label for cross-entropy is not a class index below the number of outputs.
  case labelNotAClass(target: String, row: Int, value: Double, classes: Int)
  /// A loss on logits with a scaled output.
  case scaledLogits(output: String)
  /// The optimiser cannot minimise the loss.
  case lossNotSupported(loss: String, optimizer: String, advice: String)
  /// The optimiser trains only networks.
  case modelNotSupported(optimizer: String)
  /// The penalty or the criterion is not available for a model of this kind.
  case optionNotSupported(name: String, value: String, advice: String)
  /// The optimiser cannot handle the penalty.
  case penaltyNotSupported(penalty: String, optimizer: String, advice: String)
  /// Too many parameters for the optimiser.
  case tooManyParameters(count: Int, limit: Int)
  /// An option has an invalid value.
  case optionOutOfRange(name: String, value: String, allowed: String)
  /// The loss at the start is NaN or infinite.
  case startNotFinite(part: String)
  /// Steps repeatedly gave values that are not finite.
  case diverged(step: Int)
  /// The caller's checkpoint closure threw.
  case checkpointFailed(step: Int, reason: String)
  /// A checkpoint belongs to another network, optimiser or table.
  case checkpointMismatch(reason: String)
  /// The text is not a checkpoint, or a damaged one.
  case checkpointDamaged(reason: String)
}

extension TrainingError: CustomStringConvertible {
  /// One sentence: what, where, what to do.
  package var description: String {
    switch self {
    case .inputCount(let expected, let found):
      "the network takes \(expected) inputs but the table has \(found): select the columns that the network was made for"
    case .targetCount(let expected, let found):
      "network and loss need \(expected) target columns but the table has \(found): select the targets that belong to the outputs"
    case .emptyTable(let part): "the \(part) table has no rows: training needs at least one"
    case .weightSum(let part, let sum):
      "the weights of the \(part) table sum to \(sum): they must sum to a positive number"
    case .labelNotBinary(let target, let row, let value):
      "target \(target) is \(value) in row \(row): binary cross-entropy needs labels 0 and 1"
    case .labelNotAClass(let target, let row, let value, let classes):
      "target \(target) is \(value) in row \(row): cross-entropy with \(classes) outputs needs class indices 0 to \(classes - 1)"
    case .scaledLogits(let output):
      "output \(output) is scaled, but logits must not be: give its feature the shift 0 and the scale 1"
    case .lossNotSupported(let loss, let optimizer, let advice):
      "\(optimizer) cannot minimise \(loss): \(advice)"
    case .modelNotSupported(let optimizer):
      "\(optimizer) trains networks only: use adam or lbfgs for other models"
    case .optionNotSupported(let name, let value, let advice):
      "\(name) cannot be \(value) here: \(advice)"
    case .penaltyNotSupported(let penalty, let optimizer, let advice):
      "\(optimizer) cannot handle \(penalty): \(advice)"
    case .tooManyParameters(let count, let limit):
      "Levenberg-Marquardt is meant for at most \(limit) parameters, not \(count): use lbfgs or adam, or a smaller grid or shape"
    case .optionOutOfRange(let name, let value, let allowed):
      "option \(name) is \(value): it must be \(allowed)"
    case .startNotFinite(let part):
      "the loss on the \(part) table is not finite at the start: look for arguments outside the domain of a symbolic edge and for extreme values in the table"
    case .diverged(let step):
      "training produced non-finite numbers at step \(step), even after shortening the step: lower the rate or rescale the table"
    case .checkpointFailed(let step, let reason):
      "the checkpoint of step \(step) could not be written: \(reason)"
    case .checkpointMismatch(let reason): "the checkpoint does not fit this run: \(reason)"
    case .checkpointDamaged(let reason): "the checkpoint is damaged: \(reason)"
    }
  }
}
