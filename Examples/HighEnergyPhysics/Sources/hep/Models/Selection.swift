import Foundation
import SwiftKAN

/// From a network that reads everything to a small one, and on to a formula: what is least important goes, the rest
/// learns on, and the validation events say how far that may go.
struct Selection {
  /// A state on the way down.
  struct Stage {
    let name: String
    let network: Network
    /// The quality on the validation events, the larger the better, with its standard error.
    let quality: Measured
    /// The inputs that are left.
    var inputs: [String] { network.inputs.map(\.name) }
  }

  let train: Dataset
  let validation: Dataset
  /// How each smaller network learns on.
  let recipe: Recipe
  /// The quality of outputs on the validation events.
  let quality: ([Double]) -> Measured
  let report: (Stage) -> Void

  /// The stages from the start to the smallest network that stays within one standard error of `reference`; of inputs at
  /// most `mostInputs` are left, whatever that costs.
  func run(_ start: Network, reference: Measured, mostInputs: Int) throws -> [Stage] {
    var stages = [stage("start", start)]
    let limit = max(reference.value, stages[0].quality.value) - reference.error
    try shrink(&stages, limit: limit, mostInputs: mostInputs) { try fewerInputs($0) }
    try shrink(&stages, limit: limit, mostInputs: 0) { try fewerNodes($0) }
    try shrink(&stages, limit: limit, mostInputs: 0) { try fewerEdges($0) }
    return stages
  }

  /// Takes steps down while the quality stays, or while there are too many inputs.
  private func shrink(
    _ stages: inout [Stage], limit: Double, mostInputs: Int, _ step: (Network) throws -> (String, Network)?
  ) throws {
    while let (name, smaller) = try step(stages[stages.count - 1].network) {
      let next = stage(name, try learnOn(smaller))
      let isTooLarge = mostInputs > 0 && stages[stages.count - 1].network.inputs.count > mostInputs
      report(next)
      guard next.quality.value >= limit || isTooLarge else { return }
      stages.append(next)
    }
  }

  private func stage(_ name: String, _ network: Network) -> Stage {
    let columns = validation.columns(of: network)
    return Stage(name: name, network: network, quality: quality(network.predictions(columns.inputs)[0]))
  }

  private func learnOn(_ network: Network) throws -> Network {
    let (data, judge) = (train.columns(of: network), validation.columns(of: network))
    return try recipe.train(
      network, "\(network.shape), \(network.edgeAddresses.count) edges", on: data, validation: judge
    ).network ?? network
  }

  /// A fifth of the inputs fewer.
  private func fewerInputs(_ network: Network) throws -> (String, Network)? {
    let count = network.inputs.count
    guard count > 2 else { return nil }
    let scores = network.attribution(on: train.columns(of: network).limited(to: 4000).inputs).inputs
    let gone = scores.indices.sorted { scores[$0] < scores[$1] }.prefix(max(1, count / 6))
    let edges = network.edgeAddresses.filter { $0.layer == 0 && gone.contains($0.input) }
    let smaller = network.cutting(edges).removingDeadNodes().removingUnusedInputs()
    return ("\(smaller.inputs.count) inputs", smaller)
  }

  /// One hidden node fewer.
  private func fewerNodes(_ network: Network) throws -> (String, Network)? {
    guard network.layers.count == 2, network.layers[0].outputCount > 1 else { return nil }
    let scores = network.attribution(on: train.columns(of: network).limited(to: 4000).inputs).nodes[1]
    guard let gone = scores.indices.min(by: { scores[$0] < scores[$1] }) else { return nil }
    let edges = network.edgeAddresses.filter { $0.layer == 1 && $0.input == gone }
    let smaller = network.cutting(edges).removingDeadNodes().removingUnusedInputs()
    return ("\(smaller.layers[0].outputCount) nodes", smaller)
  }

  /// An eighth of the edges fewer.
  private func fewerEdges(_ network: Network) throws -> (String, Network)? {
    let addresses = network.edgeAddresses
    guard addresses.count > 4 else { return nil }
    let scores = network.attribution(on: train.columns(of: network).limited(to: 4000).inputs)
    let gone = addresses.sorted { scores[$0] < scores[$1] }.prefix(max(1, addresses.count / 8))
    let smaller = network.cutting(Array(gone)).removingDeadNodes().removingUnusedInputs()
    guard smaller.edgeAddresses.count < addresses.count else { return nil }
    return ("\(smaller.edgeAddresses.count) edges", smaller)
  }
}

extension Dataset {
  /// The inputs that a network takes, in its order.
  func columns(of network: Network) -> Dataset {
    let names = network.inputs.map(\.name)
    guard names != inputNames else { return self }
    return selecting(inputsAt: names.compactMap { inputNames.firstIndex(of: $0) })
  }

  /// At most so many rows, evenly taken.
  func limited(to limit: Int) -> Dataset {
    count <= limit ? self : selecting(rows: (0..<limit).map { $0 * count / limit })
  }
}
