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
      for: events.train.data, shape: Network.Shape([events.train.data.inputs.count] + hidden + [1]),
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

  // MARK: - On the way to a formula

  /// Small networks take longer steps.
  private static let smallAdam = Recipe.adam(rate: 2e-2, weightDecay: 0.1, averaging: 0.998)

  /// A small network that the penalty keeps from using what it does not need.
  func sparseNetwork() throws -> TrainedModel {
    var recipe = recipe(Self.smallAdam, epochs: 25)
    recipe.penalty = .sparsity(strength: 1e-4)
    return try train(network(hidden: [16]), recipe, "KAN [43,16,1] with sparsity penalty")
  }

  /// How a network learns on that lost something.
  func learningOn(epochs: Int) -> Recipe {
    recipe(Recipe.adam(rate: 1e-2, weightDecay: 0.1, averaging: 0.998), epochs: epochs)
  }

  /// A new network of some of the inputs.
  func network(of inputs: [String], hidden: Int = 16, epochs: Int, seed: UInt64) throws -> TrainedModel {
    try network(
      on: events.train.data.selecting(inputs), validation: events.validation.data.selecting(inputs),
      hidden: hidden, epochs: epochs, seed: seed)
  }

  private func network(on train: Dataset, validation: Dataset, hidden: Int = 16, epochs: Int, seed: UInt64)
    throws
    -> TrainedModel
  {
    let count = train.inputs.count
    let network = try Network(
      for: train, shape: Network.Shape([count, hidden, 1]), loss: .binaryCrossEntropy, seed: seed)
    return try recipe(Self.smallAdam, epochs: epochs, seed: seed).train(
      network, "KAN [\(count),\(hidden),1]", on: train, validation: validation)
  }

  /// The events to train and to validate in fifths; copies of one hard event stay together.
  func crossValidation() throws -> CrossValidation {
    let (train, validation) = (events.train, events.validation)
    let all = try Dataset(
      inputNames: train.data.inputNames, inputs: zip(train.data.inputs, validation.data.inputs).map(+),
      targetNames: train.data.targetNames, targets: [train.labels + validation.labels])
    return CrossValidation(all, groups: train.groups + validation.groups)
  }

  /// The mean AUC of small networks of some of the inputs.
  func quality(of inputs: [String], _ folds: CrossValidation) throws -> Double {
    try folds.quality(of: inputs) { train, held in
      let model = try network(on: train, validation: held, epochs: 20, seed: seed)
      return Metrics.rocAUC(scores: model.predict(held)[0], labels: held.targets[0])
    }
  }

  /// The best of several networks on the validation events. They have twice the nodes of those that chose the inputs: that
  /// is worth 0.001 in the area.
  func bestNetwork(of inputs: [String]) throws -> TrainedModel? {
    let validation = try events.validation.data.selecting(inputs)
    func area(_ model: TrainedModel) -> Double {
      Metrics.rocAUC(scores: model.predict(validation)[0], labels: validation.targets[0])
    }
    return try (0..<(quick ? 1 : 5)).map {
      try network(of: inputs, hidden: 32, epochs: 50, seed: seed &+ $0)
    }
    .max { area($0) < area($1) }
  }

  /// The perceptron on some of the inputs: what they hold for a model that need not become a formula.
  func perceptron(of inputs: [String]) throws -> TrainedModel {
    let (train, validation) = try (
      events.train.data.selecting(inputs), events.validation.data.selecting(inputs)
    )
    return try recipe(Recipe.adam(rate: 1e-3, weightDecay: 0.01), epochs: 60).train(
      DenseNetwork(widths: [inputs.count, 100, 100, 1], dropout: 0.1, seed: seed),
      "MLP 2×100 of the same \(QCDEvents.derived.independent(inputs).count) variables", on: train,
      validation: validation)
  }

  /// How the constants of a formula learn on together.
  var refinement: [Recipe] {
    [
      recipe(Recipe.adam(rate: 1e-2, averaging: 0.998), epochs: 40),
      recipe(.lbfgs(), epochs: 100),
    ]
  }

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
      earlierEpochs: first.epochs, network: network, predict: predict)
  }
}
