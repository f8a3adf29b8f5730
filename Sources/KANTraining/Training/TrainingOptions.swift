/// The options of training; the defaults suit a table of a few thousand rows and a small network.
public struct TrainingOptions: Sendable {
  /// The scalar type of the engine.
  public enum Precision: String, Hashable, Sendable, Codable {
    /// `Double`.
    case double
    /// `Float`: faster on wide networks and large tables; Levenberg-Marquardt stays in `Double`.
    case single
  }

  /// A closure that is called with the state of the run; an error that it throws ends the run.
  package struct Checkpoint: Sendable {
    /// The number of steps between two calls.
    package let every: Int
    /// Writes the state.
    package let write: @Sendable (TrainingState) throws -> Void

    /// Calls `write` every `every` steps.
    package init(every: Int, write: @escaping @Sendable (TrainingState) throws -> Void) {
      self.every = every
      self.write = write
    }
  }

  /// The criterion for the best of several states.
  public enum Criterion: String, Hashable, Sendable, Codable {
    /// The smallest loss with its penalty.
    case loss
    /// The largest area under the ROC curve on the validation table, for one output and labels 0 and 1.
    case rocAUC
  }

  /// The loss to minimise.
  public var loss = Loss.meanSquaredError
  /// The penalty that makes the network simpler.
  public var penalty = TrainingOptions.Penalty.none
  /// The optimiser.
  public var optimizer = Optimizer.levenbergMarquardt()
  /// The total number of steps, 0 or more.
  public var steps = 100
  /// The schedule of grids.
  public var grid = TrainingOptions.GridSchedule()
  /// The criterion for the best network on the validation table.
  public var criterion = Criterion.loss
  /// The number of evaluations of the validation table without a better score after which the run ends, 1 or more;
  /// `nil` for no early stopping. Adam evaluates it once per epoch (at least 10 steps apart), the others at every step.
  public var patience: Int?
  /// The seed of the order of mini-batches.
  public var seed: UInt64 = 1
  /// The number of threads, 1 or more; `nil` for one per core. Results have the same bits for any number.
  public var threads: Int?
  /// The scalar type of the engine.
  public var precision = Precision.double
  /// The closure that saves the state at intervals.
  package var checkpoint: Checkpoint?
  /// The run ends at the first step after this time; `nil` for no limit.
  public var timeLimit: Duration?
  /// The device that takes the steps instead of the processor.
  package var accelerator: (any Accelerator)?

  /// The default options.
  public init() {}
}
