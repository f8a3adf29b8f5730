import SwiftKAN

/// The regressors of the dark-matter study.
struct DarkMatterModels {
  let events: DarkMatterEvents
  let quick: Bool
  let threads: Int
  let seed: UInt64

  /// A share of the epochs for a quick look.
  func epochs(_ full: Int) -> Int { quick ? max(2, full / 10) : full }

  var inputCount: Int { events.train.data.inputs.count }

  func network(hidden: [Int], intervals: Int = 5, data: Dataset? = nil, seed: UInt64? = nil) throws -> Network
  {
    let data = data ?? events.train.data
    return try Network(
      for: data, shape: Network.Shape([data.inputs.count] + hidden + [data.targets.count]),
      loss: .meanAbsoluteError, intervals: intervals, seed: seed ?? self.seed)
  }

  static let adam = Recipe.adam(rate: 8e-3, weightDecay: 0.1, averaging: 0.998)

  func recipe(_ optimizer: Optimizer = adam, epochs count: Int, seed: UInt64? = nil) -> Recipe {
    Recipe(
      loss: .meanAbsoluteError, optimizer: optimizer, epochs: count, seed: seed ?? self.seed, threads: threads
    )
  }

  /// Three layers of 500: the study's perceptron.
  func perceptron() throws -> TrainedModel {
    let model = DenseNetwork(widths: [inputCount, 500, 500, 500, 8], seed: seed)
    return try recipe(Recipe.adam(rate: 1e-3, weightDecay: 1e-3), epochs: epochs(14))
      .train(model, "MLP 3×500", on: events.train.data, validation: events.validation.data)
  }

  /// One dense layer without activation, trained as the others are: least absolute deviations.
  func linear() throws -> TrainedModel {
    try recipe(Recipe.adam(rate: 1e-2), epochs: epochs(20))
      .train(
        DenseNetwork(widths: [inputCount, 8], seed: seed), "linear", on: events.train.data,
        validation: events.validation.data)
  }

  /// The study's network: two hidden layers of 30 and 40.
  func network() throws -> TrainedModel {
    try recipe(epochs: epochs(30)).train(
      network(hidden: [30, 40]), "KAN [\(inputCount),30,40,8]", on: events.train.data,
      validation: events.validation.data)
  }

  // MARK: - On the way to a formula

  /// A small network for one target.
  func smallNetwork(_ name: String, train: Dataset, validation: Dataset, epochs count: Int = 20) throws
    -> TrainedModel
  {
    try recipe(Recipe.adam(rate: 2e-2, weightDecay: 0.05, averaging: 0.998), epochs: epochs(count)).train(
      network(hidden: [6], data: train), "KAN [\(train.inputs.count),6,1] for \(name)", on: train,
      validation: validation)
  }

  /// How a network or formula learns on that lost something.
  func learningOn(epochs count: Int) -> Recipe {
    recipe(Recipe.adam(rate: 8e-3, weightDecay: 0.02, averaging: 0.998), epochs: epochs(count))
  }

  /// How the constants of a formula learn on together: long steps first, since the absolute error has flat stretches.
  var refinement: [Recipe] {
    [2e-2, 5e-3].map { recipe(Recipe.adam(rate: $0, averaging: 0.998), epochs: epochs(30)) }
  }
}
