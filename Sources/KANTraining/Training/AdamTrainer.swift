import KANData
import KANModel

/// Trains a network with Adam one step at a time, for programs that run the loop themselves.
///
/// `Network.trained(on:…)` does more (schedules of grids, validation, checkpoints) and suits most programs.
package final class AdamTrainer {
  private let start: Network
  private let plan: NetworkPlan
  private let objective: any TrainableObjective
  private var solver: any Solver

  /// Compiles `network` and lays out `data`.
  ///
  /// - Parameters:
  ///   - network: The start.
  ///   - data: The table: one column per input of the network, targets in the form that the loss expects.
  ///   - loss: The loss to minimise.
  ///   - options: Step length and batches.
  ///   - totalSteps: The number of steps of the schedule of the step length.
  ///   - precision: The scalar type of all vectors.
  ///   - threads: The number of threads; results have the same bits for any number.
  ///   - seed: The seed of the order of mini-batches.
  /// - Throws: `TrainingError` if the table does not fit the network and the loss.
  package convenience init(
    _ network: Network, on data: Dataset, loss: Loss = .meanSquaredError, options: Optimizer.Adam = .init(),
    totalSteps: Int = 1, precision: TrainingOptions.Precision = .single, threads: Int = 1, seed: UInt64 = 1
  ) throws(TrainingError) {
    var training = TrainingOptions()
    (training.loss, training.optimizer, training.precision) = (loss, .adam(options), precision)
    (training.steps, training.threads, training.seed) = (totalSteps, threads, seed)
    try self.init(network, on: data, as: training)
  }

  /// Compiles `network` and lays out `data` like a training run with `options`.
  ///
  /// - Parameters:
  ///   - network: The start.
  ///   - data: The table.
  ///   - options: The options of the run; grids, checkpoints and stopping criteria are ignored.
  /// - Throws: `TrainingError` if table and options do not fit the network.
  package init(_ network: Network, on data: Dataset, as options: TrainingOptions) throws(TrainingError) {
    try options.check(network, data, part: "training")
    start = network
    plan = NetworkPlan(network)
    objective = options.objective(network, data, threads: options.threadCount)
    solver = try options.optimizer.solver(
      for: objective, residuals: nil, parameters: plan.parameters(of: network), totalSteps: options.steps,
      seed: options.seed)
  }

  /// One step on the next batch.
  ///
  /// - Returns: The loss of the batch before the step; NaN if it could not be evaluated and the previous step was undone.
  @discardableResult
  package func step() -> Double {
    _ = solver.step()
    return solver.shownValue
  }

  /// The loss of the whole table.
  package var loss: Double { objective.dataLoss(at: solver.parameters) }

  /// The present network.
  package var network: Network { plan.network(start, with: solver.parameters) }
}
