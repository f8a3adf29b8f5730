import KANData
import KANModel
import KANTraining

/// A few steps of training after a cut, so that the rest of a network can take over what went.
struct Refit {
  let data: Dataset
  let options: Network.PruningOptions

  /// Levenberg-Marquardt solves a dense system of so many parameters in each step; beyond, L-BFGS is quicker.
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
