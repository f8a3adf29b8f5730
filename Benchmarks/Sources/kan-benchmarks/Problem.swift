import KANData
import KANModel
import KANNumerics
import KANTraining

/// A network of random parameters with a random table inside its grids.
struct Problem {
  let network: Network
  let data: Dataset

  init(_ shape: [Int], rows: Int, intervals: Int = 5, order: Int = 3) throws {
    var random = SeededRandom(seed: 1)
    let inputs = (0..<shape[0]).map { _ in (0..<rows).map { _ in random.uniform(in: -1...1) } }
    let targets = (0..<shape[shape.count - 1]).map { _ in (0..<rows).map { _ in random.normal() } }
    data = try Dataset(
      inputNames: inputs.indices.map { "x\($0)" }, inputs: inputs,
      targetNames: targets.indices.map { "y\($0)" }, targets: targets)
    network = Network(
      inputs: data.inputNames.map { Network.Feature(name: $0) },
      outputs: data.targetNames.map { Network.Feature(name: $0) },
      shape: Network.Shape(shape), intervals: intervals, order: order, seed: 1)
  }

  /// Adam on the whole table at each step.
  func trainer(_ precision: TrainingOptions.Precision, threads: Int = 1) throws -> AdamTrainer {
    var options = Optimizer.Adam()
    options.batchSize = nil
    options.rate = 1e-3
    return try AdamTrainer(network, on: data, options: options, precision: precision, threads: threads)
  }
}
