import KANData
import KANNumerics

/// All settings that determine the result of a training run, as a plain value for files: `TrainingOptions` with the split of the
/// table, but without options that change no number.
package struct TrainingSettings: Hashable, Sendable, Codable {
  /// The loss to minimise.
  package let loss: LossName
  /// The optimiser.
  package let optimizer: Optimizer
  /// The penalty that makes the network simpler.
  package let penalty: TrainingOptions.Penalty
  /// The total number of steps.
  package let steps: Int
  /// The share of validation rows, from 0 to below 1; 0 if there is a separate validation table.
  package let validation: Double
  /// The number of evaluations without a better score on the validation rows after which the run ends; `nil` for no early stopping.
  package let patience: Int?
  /// The criterion for the best network on the validation rows.
  package let criterion: TrainingOptions.Criterion
  /// One stage of training for each number of grid intervals.
  package let refine: [Int]
  /// The seed of the split and of the order of mini-batches.
  package let seed: UInt64
  /// The number of parts of the rows, on which every sum depends; `nil` for a table in one piece.
  package let partCount: Int?

  /// Settings; those left out are chosen for the loss and the number of rows.
  ///
  /// - Parameters:
  ///   - optimizer: `nil` for the default for loss, penalty and rows.
  ///   - steps: `nil` for the default of the optimiser.
  ///   - rows: The number of training rows, on which defaults depend.
  package init(
    loss: LossName = .mse, optimizer: Optimizer? = nil, penalty: TrainingOptions.Penalty = .none,
    steps: Int? = nil,
    validation: Double = 0.2, patience: Int? = nil, criterion: TrainingOptions.Criterion = .loss,
    refine: [Int] = [], seed: UInt64 = 1, partCount: Int? = nil, rows: Int = 0
  ) {
    let optimizer = optimizer ?? .suited(to: loss.loss, penalty, rows: rows)
    (self.loss, self.optimizer, self.penalty, self.validation) = (loss, optimizer, penalty, validation)
    (self.patience, self.criterion, self.refine, self.seed) = (patience, criterion, refine, seed)
    self.partCount = partCount
    self.steps = steps ?? optimizer.steps(rows: rows)
  }

  /// The training rows and the validation rows; each part is split with its own seed.
  ///
  /// - Throws: `DataError` if the table has too few rows for both.
  package func parts(
    of data: Dataset, part: Int? = nil
  ) throws -> (training: Dataset, validation: Dataset?) {
    guard validation > 0 else { return (data, nil) }
    let partSeed = part.map { part in
      var random = SeededRandom(seed: seed).stream(UInt64(part))
      return random.next()
    }
    let split = try data.split(validation: validation, seed: partSeed ?? seed)
    return (split.train, split.validation)
  }

  /// The same as options of a run.
  ///
  /// - Parameters:
  ///   - threads: The number of threads; `nil` for one per core.
  ///   - checkpoint: The closure that saves the state at intervals.
  package func options(threads: Int? = nil, checkpoint: TrainingOptions.Checkpoint? = nil) -> TrainingOptions
  {
    var options = TrainingOptions()
    (options.loss, options.penalty, options.optimizer) = (loss.loss, penalty, optimizer)
    (options.steps, options.patience, options.seed) = (steps, patience, seed)
    options.criterion = criterion
    // Knots already follow the table's columns. Moving them would reset Adam's means, and in a step that uses only a part of the
    // table, rounding to single precision does not matter.
    if optimizer.usesBatches {
      options.grid = .fixed
      options.precision = .single
    }
    options.grid.extensions = refine
    (options.threads, options.checkpoint) = (threads, checkpoint)
    return options
  }
}
