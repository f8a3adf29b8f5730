import KANModel

/// Everything that a training run needs to resume bit for bit: network, optimiser, schedule, best network.
///
/// Plain `Codable`: every number is a `Double`, an integer or a `UInt64`, and all are finite. The data are not part of it; resuming
/// on other data is an error of the caller that no check here can detect.
package struct TrainingState: Hashable, Sendable, Codable {
  /// The best network so far.
  struct Best: Hashable, Sendable, Codable {
    var network: Network
    var score: Double
    var step: Int
  }

  /// The network at the last step.
  package internal(set) var network: Network
  /// The steps done.
  package internal(set) var step = 0
  /// The best network so far by validation loss, or by training loss if there is no validation table.
  package var bestNetwork: Network { best.network }

  var optimizer: SolverState?
  var stage = 0
  var stageStep = 0
  var best: Best
  var looksWithoutGain = 0
  var rollbacks = 0
  var lossBefore: Double
  var validationLossBefore: Double?
  var history: [Network.TrainingAccount.Record] = []
}

extension TrainingState {
  /// The record of the run, without the parameters of the best network.
  var journal: TrainingJournal {
    TrainingJournal(
      step: step, bestScore: best.score, bestStep: best.step, looksWithoutGain: looksWithoutGain,
      rollbacks: rollbacks, history: history)
  }

  /// The state after some steps of `solver` on the parameters of this network.
  ///
  /// - Parameters:
  ///   - journal: The record up to this point.
  ///   - plan: The plan of the network.
  ///   - stageStep: The step reached in the stage.
  func advanced(
    to journal: TrainingJournal, _ solver: any Solver, _ plan: NetworkPlan, stageStep: Int
  ) -> TrainingState {
    var result = self
    result.network = plan.network(network, with: solver.parameters)
    result.optimizer = solver.snapshot
    result.stageStep = stageStep
    (result.step, result.looksWithoutGain) = (journal.step, journal.looksWithoutGain)
    (result.rollbacks, result.history) = (journal.rollbacks, journal.history)
    (result.best.score, result.best.step) = (journal.bestScore, journal.bestStep)
    if let best = journal.bestParameters { result.best.network = plan.network(network, with: best) }
    return result
  }
}
