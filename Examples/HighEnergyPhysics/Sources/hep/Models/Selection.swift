import SwiftKAN

/// From a network that reads everything to a small one, and on to a formula: what matters least goes, the rest learns on,
/// and the validation events say how far that may go.
///
/// Many inputs go together first, by what shuffling them costs. That misleads among the last ones, where several inputs
/// say nearly the same: there those that shuffling finds weakest are left out in turn, new networks learn without them, and
/// events that those networks have not seen say which one is missed least.
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
  /// So many inputs or fewer are left out one by one.
  var inputsOneByOne = 28
  /// Inputs that come and go with those that determine them, and do not count.
  var derived: [DerivedInput] = []
  /// The quality of outputs for labels, the larger the better.
  let score: (_ outputs: [Double], _ labels: [Double]) -> Double
  /// The standard error of that on the validation events.
  let error: ([Double]) -> Double
  /// The quality that given inputs reach on events that were not learned from, the larger the better.
  let judge: ([String]) throws -> Double
  let report: (Stage) -> Void

  /// The stages from the start down to so many inputs, whatever that costs.
  func fewerInputs(_ start: Network, downTo least: Int) throws -> [Stage] {
    var stages = [stage("start", start)]
    while count(stages[stages.count - 1].network) > least,
      let smaller = try fewerInputs(stages[stages.count - 1].network, atLeast: least)
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
      count($0) > leastInputs ? try fewerInputs($0, atLeast: leastInputs) : nil
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

  /// The inputs that count.
  private func count(_ network: Network) -> Int { derived.independent(network.inputs.map(\.name)).count }

  private func fewerInputs(_ network: Network, atLeast least: Int) throws -> (String, Network)? {
    let (count, limit) = (count(network), max(inputsOneByOne, least))
    let inputs = try byImportance(network)
    let kept =
      count > limit
      ? inputs.dropLast(max(1, min(count / 6, count - limit)))
      : try withoutOne(of: inputs.suffix(Self.candidates), among: inputs).names[...]
    let complete = Set(derived.completing(Array(kept)))
    return network.removing(inputs: Set(network.inputs.map(\.name)).subtracting(complete)).map {
      ("\(kept.count) inputs", $0)
    }
  }

  /// So many candidates are tried where one is sought.
  private static let candidates = 8

  /// The inputs that count, by what shuffling them costs, the most important first.
  private func byImportance(_ network: Network) throws -> [String] {
    let inputs = derived.independent(network.inputs.map(\.name))
    return try Importance(train.columns(of: network).limited(to: 8000), repeats: 2) {
      score(network.predictions($0.inputs)[0], $0.targets[0])
    }.inputs.map(\.name).filter(inputs.contains)
  }

  /// The inputs without the candidate that the others make good best, and what they are worth.
  private func withoutOne(of candidates: some Sequence<String>, among inputs: [String]) throws
    -> (names: [String], quality: Double)
  {
    try candidates.map { gone in inputs.filter { $0 != gone } }
      .map { (names: $0, quality: try judge(derived.completing($0))) }
      .max { $0.quality < $1.quality } ?? (inputs, -.infinity)
  }

  /// Lets inputs that are out come in for such that are in, as long as that makes better networks.
  ///
  /// - Parameter show: Called with each choice and its quality.
  func exchangingInputs(_ start: [String], show: ([String], Double) -> Void) throws -> [String] {
    var best = (names: derived.independent(start), quality: try judge(start))
    let all = derived.independent(train.inputNames)
    while true {
      let inside = best.names
      show(inside, best.quality)
      let newcomers = try all.filter { !inside.contains($0) }
        .map { (name: $0, quality: try judge(derived.completing(inside + [$0]))) }
        .sorted { $0.quality > $1.quality }.prefix(Self.candidates / 2)
      let exchanged = try newcomers.map { try withoutOne(of: inside, among: inside + [$0.name]) }
      guard let next = exchanged.max(by: { $0.quality < $1.quality }), next.quality > best.quality else {
        return derived.completing(inside)
      }
      best = next
    }
  }

  /// One hidden node fewer.
  private func fewerNodes(_ network: Network) throws -> (String, Network)? {
    guard network.shape.levels.count == 2, network.shape.levels[0].nodeCount > 1 else { return nil }
    let scores = network.attribution(on: train.columns(of: network).limited(to: 4000).inputs).nodes[1]
    guard let gone = scores.indices.min(by: { scores[$0] < scores[$1] }) else { return nil }
    let edges = network.edgeAddresses.filter { $0.layer == 1 && $0.input == gone }
    let smaller = network.cutting(edges).removingDeadNodes().removingUnusedInputs()
    return ("\(smaller.shape.levels[0].nodeCount) nodes", smaller)
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
