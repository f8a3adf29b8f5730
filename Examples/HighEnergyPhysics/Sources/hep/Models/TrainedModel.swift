import Foundation
import SwiftKAN

/// A model after training, with what it cost.
struct TrainedModel {
  let name: String
  let parameterCount: Int
  let account: Network.TrainingAccount?
  /// Time on the clock and of all processors, in seconds.
  let seconds: Double
  let processorSeconds: Double
  /// Steps that see every event once.
  let stepsPerEpoch: Int
  /// Epochs of stages before the last one.
  var earlierEpochs = 0.0
  /// The network, where the model is one.
  var network: Network?
  /// The outputs for a table, one column an output.
  let predict: (Dataset) -> [[Double]]

  /// Epochs until the end of the training.
  var epochs: Double { earlierEpochs + Double(account?.stepsTaken ?? 0) / Double(stepsPerEpoch) }
}

/// How models are trained in the studies.
struct Recipe {
  var loss: Loss
  var optimizer: Optimizer
  var epochs: Int
  var criterion = TrainingOptions.Criterion.loss
  var penalty = TrainingOptions.Penalty.none
  var patience: Int?
  var grid = TrainingOptions.GridSchedule.fixed
  var seed: UInt64 = 1
  var threads = 1

  /// Adam with half a cosine of step lengths and batches of 512.
  static func adam(rate: Double, weightDecay: Double = 0, averaging: Double? = nil, batch: Int = 512)
    -> Optimizer
  {
    var options = Optimizer.Adam()
    options.rate = rate
    options.weightDecay = weightDecay
    options.averaging = averaging
    options.batchSize = batch
    options.schedule = .cosine(final: 0)
    return .adam(options)
  }

  /// The steps of an epoch.
  func stepsPerEpoch(_ data: Dataset) -> Int {
    guard case .adam(let adam) = optimizer, let batch = adam.batchSize else { return 1 }
    return (data.count + batch - 1) / batch
  }

  func options(_ data: Dataset) -> TrainingOptions {
    var options = TrainingOptions()
    options.loss = loss
    options.optimizer = optimizer
    options.steps = epochs * stepsPerEpoch(data)
    options.criterion = criterion
    options.penalty = penalty
    options.patience = patience
    options.grid = grid
    options.seed = seed
    options.threads = threads
    options.precision = .single
    return options
  }

  /// Trains a network.
  func train(_ network: Network, _ name: String, on data: Dataset, validation: Dataset) throws -> TrainedModel
  {
    let (clock, processor) = (ContinuousClock.now, Resources.processorSeconds)
    let line = ProgressLine(name)
    let (best, account) = try network.trained(
      on: data, validation: validation, options: options(data), observer: line.show)
    line.end()
    return TrainedModel(
      name: name, parameterCount: best.parameterCount, account: account,
      seconds: (ContinuousClock.now - clock).seconds,
      processorSeconds: Resources.processorSeconds - processor, stepsPerEpoch: stepsPerEpoch(data),
      network: best, predict: { [threads] in best.predictions($0.inputs, threads: threads) })
  }

  /// Trains dense layers.
  func train(_ model: DenseNetwork, _ name: String, on data: Dataset, validation: Dataset) throws
    -> TrainedModel
  {
    let (clock, processor) = (ContinuousClock.now, Resources.processorSeconds)
    let line = ProgressLine(name)
    let trainer = try ModelTrainer(
      model, from: model.randomParameters(), on: data, options: options(data))
    let (parameters, account) = try trainer.train(validation: validation, observer: line.show)
    line.end()
    return TrainedModel(
      name: name, parameterCount: model.parameterCount, account: account,
      seconds: (ContinuousClock.now - clock).seconds,
      processorSeconds: Resources.processorSeconds - processor, stepsPerEpoch: stepsPerEpoch(data),
      network: nil, predict: { trainer.predictions($0, at: parameters) })
  }
}
