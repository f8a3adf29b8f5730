import KANData
import KANModel
import KANTraining

/// A few steps of training after a cut, so that the rest of a network can compensate for it.
struct Refit {
  let data: Dataset
  let options: Network.PruningOptions

  /// The number of parameters up to which Levenberg-Marquardt, which solves a dense system in each step, is used; beyond, L-BFGS is
  /// faster.
  private static let largestDenseSystem = 1200

  /// The network after refitting on the data.
  func callAsFunction(_ network: Network) throws -> Network {
    guard options.refitSteps > 0 else { return network }
    if options.loss == .meanSquaredError, network.parameterCount <= Self.largestDenseSystem {
      var optimizer = LevenbergMarquardt()
      optimizer.maximumSteps = options.refitSteps
      optimizer.relativeTolerance = 1e-3
      optimizer.threads = TrainingOptions.threadCount(options.threads)
      return optimizer.fit(network, to: data).network
    }
    var training = TrainingOptions()
    training.loss = options.loss
    training.optimizer = .lbfgs()
    training.steps = options.refitSteps
    training.grid = .fixed
    training.seed = options.seed
    training.threads = options.threads
    return try network.trained(on: data, options: training).network
  }
}
