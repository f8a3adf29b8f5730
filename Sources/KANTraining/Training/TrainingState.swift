import KANModel

/// All that a training run needs to go on bit for bit: network, optimiser, schedule, best network.
///
/// Plain `Codable`: every number is a `Double`, an integer or a `UInt64`, and all are finite. The data are not
/// part of it; resuming on other data is the caller's mistake that no check can see.
public struct TrainingState: Hashable, Sendable, Codable {
  /// The optimiser's own state.
  enum OptimizerState: Hashable, Sendable, Codable {
    case adam(AdamSolver.State)
    case lbfgs(LBFGSSolver.State)
    case leastSquares(LeastSquaresSolver.State)
  }

  /// The best network so far.
  struct Best: Hashable, Sendable, Codable {
    var network: Network
    var score: Double
    var step: Int
  }

  /// The network at the last step.
  public internal(set) var network: Network
  /// The steps done.
  public internal(set) var step = 0
  /// The best network so far by validation loss, or by training loss where there is no validation table.
  public var bestNetwork: Network { best.network }

  var optimizer: OptimizerState?
  var stage = 0
  var stageStep = 0
  var best: Best
  var looksWithoutGain = 0
  var rollbacks = 0
  var lossBefore: Double
  var validationLossBefore: Double?
  var history: [TrainingAccount.Record] = []
}
