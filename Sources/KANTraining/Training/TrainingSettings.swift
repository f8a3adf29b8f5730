import KANData
import KANNumerics

/// All that decides what a run of training comes to, as a plain value that files carry: `TrainingOptions` with the split of
/// the table, but without what changes no number.
package struct TrainingSettings: Hashable, Sendable, Codable {
  /// What is made small.
  package let loss: LossName
  /// How.
  package let optimizer: Optimizer
  /// What makes the network simpler.
  package let penalty: TrainingOptions.Penalty
  /// The number of steps in all.
  package let steps: Int
  /// The share of rows kept back to judge by, from 0 to below 1; 0 where a table of its own judges.
  package let validation: Double
  /// The run ends after so many looks without a better score on the rows kept back; `nil` for never.
  package let patience: Int?
  /// By what the rows kept back choose the best network.
  package let criterion: TrainingOptions.Criterion
  /// One stage of training for each number of grid intervals.
  package let refine: [Int]
  /// The split and the order of mini-batches follow from it.
  package let seed: UInt64
  /// The number of parts that the rows were in, on which every sum depends; `nil` for a table in one piece.
  package let partCount: Int?

  /// Settings; what is left out is chosen for the loss and the number of rows.
  ///
  /// - Parameters:
  ///   - optimizer: `nil` for the one that suits loss, penalty and rows.
  ///   - steps: `nil` for as many as suit the optimiser.
  ///   - rows: The rows to learn from; what is left out depends on them.
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

  /// The rows to learn from and those to judge by; parts are dealt each from a seed of its own.
  ///
  /// - Throws: `DataError` where the table has too few rows for both.
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
  ///   - threads: The number of threads; `nil` for one a core.
  ///   - checkpoint: Where the state goes now and then.
  package func options(threads: Int? = nil, checkpoint: TrainingOptions.Checkpoint? = nil) -> TrainingOptions
  {
    var options = TrainingOptions()
    (options.loss, options.penalty, options.optimizer) = (loss.loss, penalty, optimizer)
    (options.steps, options.patience, options.seed) = (steps, patience, seed)
    options.criterion = criterion
    // Knots lie where the table's columns are from the start. To move them forgets what Adam knows of the gradient, and in a
    // step that sees a part of the table only, rounding to single precision is no matter.
    if optimizer.usesBatches {
      options.grid = .fixed
      options.precision = .single
    }
    options.grid.extensions = refine
    (options.threads, options.checkpoint) = (threads, checkpoint)
    return options
  }
}
