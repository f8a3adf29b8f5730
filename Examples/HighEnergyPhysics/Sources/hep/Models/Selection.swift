import SwiftKAN

/// From a network that reads everything to a small one, and on to a formula: what matters least goes, the rest learns on,
/// and the validation events say how far that may go.
///
/// Many inputs go together first, by what shuffling them costs. That misleads among the last ones, where several inputs
/// say nearly the same: there each takes its turn at being left out, the rest learns on for a while, and the one that was
/// missed least goes.
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
  /// How a network learns on while it is tried what one input is worth.
  let trial: Recipe
  /// So many inputs or fewer are left out one by one.
  var inputsOneByOne = 28
  /// The quality of outputs for labels, the larger the better.
  let score: (_ outputs: [Double], _ labels: [Double]) -> Double
  /// The standard error of that on the validation events.
  let error: ([Double]) -> Double
  let report: (Stage) -> Void

  /// The stages from the start down to so many inputs, whatever that costs.
  func fewerInputs(_ start: Network, downTo count: Int) throws -> [Stage] {
    var stages = [stage("start", start)]
    while stages[stages.count - 1].network.inputs.count > count,
      let smaller = try fewerInputs(stages[stages.count - 1].network, atLeast: count)
    {
      stages.append(try learned(smaller))
    }
    return stages
  }

  /// The stages from the start on to fewer inputs, nodes and edges, while the quality falls by less than `tolerance`.
  func smaller(_ start: Network, leastInputs: Int, tolerance: Double) throws -> [Stage] {
    var stages = [stage("start", start)]
    let limit = stages[0].quality.value - tolerance
    try shrink(&stages, limit) {
      $0.inputs.count > leastInputs ? try fewerInputs($0, atLeast: leastInputs) : nil
    }
    try shrink(&stages, limit, fewerNodes)
    try shrink(&stages, limit, fewerEdges)
    return stages
  }

  /// The smallest stage before the quality falls below `reference` by its standard error.
  static func last(_ stages: [Stage], within reference: Measured) -> Stage? {
    stages.prefix { $0.quality.value >= reference.value - reference.error }.last
  }

  /// Takes steps down while the quality stays.
  private func shrink(
    _ stages: inout [Stage], _ limit: Double, _ step: (Network) throws -> (String, Network)?
  ) throws {
    while let smaller = try step(stages[stages.count - 1].network) {
      let next = try learned(smaller)
      guard next.quality.value >= limit else { return }
      stages.append(next)
    }
  }

  private func stage(_ name: String, _ network: Network) -> Stage {
    let outputs = network.predictions(validation.columns(of: network).inputs)[0]
    let stage = Stage(
      name: name, network: network,
      quality: Measured(value: score(outputs, validation.targets[0]), error: error(outputs)))
    report(stage)
    return stage
  }

  private func learned(_ smaller: (name: String, network: Network)) throws -> Stage {
    stage(smaller.name, try learnOn(smaller.network, recipe))
  }

  private func learnOn(_ network: Network, _ recipe: Recipe) throws -> Network {
    let (data, judge) = (train.columns(of: network), validation.columns(of: network))
    return try recipe.train(
      network, "\(network.shape), \(network.edgeAddresses.count) edges", on: data, validation: judge
    ).network ?? network
  }

  // MARK: - Steps

  private func fewerInputs(_ network: Network, atLeast least: Int) throws -> (String, Network)? {
    let count = network.inputs.count
    let smaller =
      count > max(inputsOneByOne, least)
      ? try withoutUnimportantInputs(
        network, count: max(1, min(count / 6, count - max(inputsOneByOne, least))))
      : try withoutOneInput(network)
    return smaller.map { ("\($0.inputs.count) inputs", $0) }
  }

  /// The inputs go that cost least when they are shuffled.
  private func withoutUnimportantInputs(_ network: Network, count: Int) throws -> Network? {
    let importance = try Importance(train.columns(of: network).limited(to: 8000), repeats: 2) {
      score(network.predictions($0.inputs)[0], $0.targets[0])
    }
    return network.removing(inputs: Set(importance.inputs.suffix(count).map(\.name)))
  }

  /// The input goes that the others make good best.
  private func withoutOneInput(_ network: Network, keeping kept: String? = nil) throws -> Network? {
    try network.inputs.filter { $0.name != kept }
      .compactMap { input in
        try network.removing(inputs: [input.name]).map { try learnOn($0, trial) }
      }
      .max { merit($0) < merit($1) }
  }

  /// What a network is worth on all events but those of the test: small networks hardly learn by heart, and the validation
  /// events alone are too few to tell one input from the next.
  private func merit(_ network: Network) -> Double {
    [train, validation].reduce(0) { sum, part in
      sum + Double(part.count)
        * score(network.predictions(part.columns(of: network).inputs)[0], part.targets[0])
    }
  }

  /// Lets inputs that are out come in for such that are in, as long as that makes a better network.
  ///
  /// - Parameters:
  ///   - start: A network of the inputs that are in.
  ///   - fresh: A new, briefly trained network of given inputs.
  ///   - judge: The quality that given inputs reach on events that the network has not learned from.
  func exchangingInputs(
    _ start: Network, fresh: ([String]) throws -> Network?, judge: ([String]) throws -> Double
  ) throws -> [String] {
    var inside = start.inputs.map(\.name)
    var quality = try judge(inside)
    for _ in 0..<4 {
      let larger = try train.inputNames.filter { !inside.contains($0) }
        .compactMap { name in try fresh(inside + [name]).map { (name: name, network: $0) } }
        .sorted { merit($0.network) > merit($1.network) }
      let candidates = try larger.prefix(5).compactMap {
        try withoutOneInput($0.network, keeping: $0.name)?.inputs.map(\.name)
      }
      let judged = try candidates.map { (names: $0, quality: try judge($0)) }
      guard let best = judged.max(by: { $0.quality < $1.quality }), best.quality > quality else { break }
      (inside, quality) = best
    }
    return inside
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

  /// A twelfth of the edges fewer.
  private func fewerEdges(_ network: Network) throws -> (String, Network)? {
    let addresses = network.edgeAddresses
    guard addresses.count > 4 else { return nil }
    let scores = network.attribution(on: train.columns(of: network).limited(to: 4000).inputs)
    let gone = addresses.sorted { scores[$0] < scores[$1] }.prefix(max(1, addresses.count / 12))
    let smaller = network.cutting(Array(gone)).removingDeadNodes().removingUnusedInputs()
    guard smaller.edgeAddresses.count < addresses.count else { return nil }
    return ("\(smaller.edgeAddresses.count) edges", smaller)
  }
}

extension Network {
  /// The network without some of its inputs; `nil` if nothing would be left.
  func removing(inputs names: Set<String>) -> Network? {
    let gone = Set(inputs.indices.filter { names.contains(inputs[$0].name) })
    guard gone.count < inputs.count else { return nil }
    let edges = edgeAddresses.filter { $0.layer == 0 && gone.contains($0.input) }
    return cutting(edges).removingDeadNodes().removingUnusedInputs()
  }
}

extension Dataset {
  /// The table with some of its inputs.
  func selecting(_ names: [String]) throws -> Dataset {
    selecting(
      inputsAt: try names.map { name in
        guard let i = inputNames.firstIndex(of: name) else { throw StudyError("there is no input \(name)") }
        return i
      })
  }

  /// The inputs that a network takes, in its order.
  func columns(of network: Network) -> Dataset {
    let names = network.inputs.map(\.name)
    return names == inputNames
      ? self : selecting(inputsAt: names.compactMap { inputNames.firstIndex(of: $0) })
  }

  /// At most so many rows, evenly taken.
  func limited(to limit: Int) -> Dataset {
    count <= limit ? self : selecting(rows: (0..<limit).map { $0 * count / limit })
  }
}
