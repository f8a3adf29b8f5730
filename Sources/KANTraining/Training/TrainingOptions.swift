/// How a network is trained; the defaults suit a table of some thousand rows and a small network.
public struct TrainingOptions: Sendable {
  /// The scalar type of the engine.
  public enum Precision: String, Hashable, Sendable, Codable {
    /// `Double`.
    case double
    /// `Float`: faster on wide networks and large tables; Levenberg-Marquardt stays in `Double`.
    case single
  }

  /// Called with the state of the run; what it throws ends the run.
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

  /// By what the best of several states is chosen.
  public enum Criterion: String, Hashable, Sendable, Codable {
    /// The loss with its penalty, the smallest.
    case loss
    /// The area under the ROC curve on the validation table, the largest; for one output and labels 0 and 1.
    case rocAUC
  }

  /// What is made small.
  public var loss = Loss.meanSquaredError
  /// What makes the network simpler.
  public var penalty = TrainingOptions.Penalty.none
  /// How.
  public var optimizer = Optimizer.levenbergMarquardt()
  /// The number of steps in all.
  public var steps = 100
  /// When grids change.
  public var grid = TrainingOptions.GridSchedule()
  /// What the validation table judges by.
  public var criterion = Criterion.loss
  /// Without a better score on the validation table in so many looks at it the run ends; `nil` for never. Adam looks once an
  /// epoch (at least 10 steps apart), the others every step.
  public var patience: Int?
  /// The order of mini-batches follows from it.
  public var seed: UInt64 = 1
  /// The number of threads; `nil` for one a core. Results have the same bits for any.
  public var threads: Int?
  /// The scalar type of the engine.
  public var precision = Precision.double
  /// Where the state goes now and then.
  package var checkpoint: Checkpoint?
  /// The run ends at the first step after this time.
  public var timeLimit: Duration?
  /// What takes the steps instead of the processor.
  package var accelerator: (any Accelerator)?

  /// The default options.
  public init() {}
}
