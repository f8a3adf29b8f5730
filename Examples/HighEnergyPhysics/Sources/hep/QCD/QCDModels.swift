import SwiftKAN

/// The classifiers of the multijet study.
struct QCDModels {
  let events: QCDEvents
  let quick: Bool
  let threads: Int
  let seed: UInt64

  /// A share of the epochs for a quick look.
  func epochs(_ full: Int) -> Int { quick ? max(2, full / 10) : full }

  private func recipe(_ optimizer: Optimizer, epochs count: Int, seed: UInt64? = nil) -> Recipe {
    Recipe(
      loss: .binaryCrossEntropy, optimizer: optimizer, epochs: epochs(count), criterion: .rocAUC,
      seed: seed ?? self.seed, threads: threads)
  }

  private func train(_ network: Network, _ recipe: Recipe, _ name: String) throws -> TrainedModel {
    try recipe.train(network, name, on: events.train.data, validation: events.validation.data)
  }

  /// A fresh network with knots at a mixture of quantiles and even places.
  func network(hidden: [Int], intervals: Int = 5, loss: Loss = .binaryCrossEntropy, seed: UInt64? = nil)
    throws -> Network
  {
    try Network(
      for: events.train.data, shape: NetworkShape([events.train.data.inputs.count] + hidden + [1]),
      loss: loss,
      intervals: intervals, seed: seed ?? self.seed)
  }

  /// Two layers of 100 with LeakyReLU, dropout of 0.3 and weight decay: the study's perceptron.
  func perceptron(seed: UInt64) throws -> TrainedModel {
    let model = DenseNetwork(
      widths: [events.train.data.inputs.count, 100, 100, 1], dropout: 0.3, seed: seed)
    return try recipe(Recipe.adam(rate: 1e-3, weightDecay: 0.01), epochs: 60, seed: seed)
      .train(model, "MLP 2×100, seed \(seed)", on: events.train.data, validation: events.validation.data)
  }

  /// The study's network and optimiser: [43,64,1], full-batch L-BFGS.
  func networkByLBFGS() throws -> TrainedModel {
    try train(
      network(hidden: [64]), recipe(.lbfgs(), epochs: 100), "KAN [43,64,1], L-BFGS")
  }

  /// The same with Adam first.
  func networkByAdamAndLBFGS(after first: TrainedModel) throws -> TrainedModel {
    var second = recipe(.lbfgs(), epochs: 20)
    second.penalty = .ridge(strength: 1e-5)
    guard let network = first.network else { return first }
    let polished = try train(network, second, "KAN [43,64,1], Adam + L-BFGS")
    return polished.after(first)
  }

  /// [43,64,1] by Adam.
  func networkByAdam(seed: UInt64) throws -> TrainedModel {
    try train(
      network(hidden: [64], seed: seed), recipe(Self.adam, epochs: 25, seed: seed),
      "KAN [43,64,1], Adam, seed \(seed)")
  }

  static let adam = Recipe.adam(rate: 5e-3, weightDecay: 0.5, averaging: 0.998)

  /// The study's loss where a tool knows no cross-entropy: the squared error of an output clipped to (0, 1).
  func networkByClippedError(_ optimizer: Optimizer, epochs: Int, name: String) throws -> TrainedModel {
    var recipe = recipe(optimizer, epochs: epochs)
    recipe.loss = .clippedSquaredError
    return try train(network(hidden: [64], loss: .clippedSquaredError), recipe, name)
  }
}

extension TrainedModel {
  /// The model with the cost of an earlier stage added.
  func after(_ first: TrainedModel) -> TrainedModel {
    TrainedModel(
      name: name, parameterCount: parameterCount, account: account, seconds: seconds + first.seconds,
      processorSeconds: processorSeconds + first.processorSeconds, stepsPerEpoch: stepsPerEpoch,
      network: network,
      predict: predict)
  }
}
