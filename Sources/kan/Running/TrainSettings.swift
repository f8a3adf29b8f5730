import SwiftKAN

/// All that decides how a run of `kan train` goes; a checkpoint carries it, so that resuming needs no repetition.
struct TrainSettings: Codable {
  let loss: LossName
  let optimizer: Optimizer
  let penalty: Penalty
  let steps: Int
  let validation: Double
  let patience: Int?
  let refine: [Int]
  let seed: UInt64

  init(_ method: MethodOptions, seed: UInt64) {
    loss = method.loss
    penalty = method.penalty.penalty
    optimizer =
      switch method.optimizer ?? (loss == .mse && penalty == .none ? .lm : .lbfgs) {
      case .lm: .levenbergMarquardt()
      case .lbfgs: .lbfgs()
      case .adam: .adam()
      }
    steps = method.steps
    validation = method.validation
    patience = method.patience
    refine = method.refine?.intervals ?? []
    self.seed = seed
  }

  /// The rows to learn from and those to judge by.
  func parts(of data: Dataset) throws -> (training: Dataset, validation: Dataset?) {
    guard validation > 0 else { return (data, nil) }
    let split = try data.split(validation: validation, seed: seed)
    return (split.train, split.validation)
  }

  /// The same as options of the library's training.
  func options(threads: Int, checkpoint: TrainingOptions.Checkpoint) -> TrainingOptions {
    var options = TrainingOptions()
    options.loss = loss.loss
    options.penalty = penalty
    options.optimizer = optimizer
    options.steps = steps
    options.patience = patience
    options.grid.extensions = refine
    options.seed = seed
    options.threads = threads
    options.checkpoint = checkpoint
    return options
  }
}
