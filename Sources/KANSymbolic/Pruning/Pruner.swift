import KANData
import KANModel
import KANTraining

/// The greedy search behind `Network.pruned`: the least important first, several at once while that works.
struct Pruner {
  private(set) var network: Network
  private(set) var loss: Double
  private(set) var steps: [Network.PruningAccount.Trial] = []
  private(set) var wasStopped = false

  let lossLimit: Double
  private let measure: LossMeasure
  private let refit: Refit
  private let data: Dataset
  private let observer: ProgressReport.Observer?
  private let spread: Spread

  init(
    _ network: Network, data: Dataset, validation: Dataset?, options: Network.PruningOptions,
    observer: ProgressReport.Observer?
  ) {
    measure = LossMeasure(loss: options.loss, data: validation ?? data)
    refit = Refit(data: data, options: options)
    self.network = network
    self.data = data
    self.observer = observer
    spread = Spread(weights: data.weights)
    loss = measure(network)
    lossLimit =
      loss + options.relativeTolerance * abs(loss) + options.negligibleFraction
      * measure.ofBestConstant(like: network)
  }

  /// Tries all parts of one kind, in the order of their contributions.
  mutating func remove(_ kind: Network.PruningOptions.Removable) throws {
    let scores = network.attribution(on: data.inputs, weights: data.weights)
    let candidates = network.targets(of: kind, scores: scores).sorted { $0.score < $1.score }
    try remove(candidates.map(\.target)[...])
  }

  /// Cuts all of `targets` if that is within the limit, else tries each half of them separately.
  private mutating func remove(_ targets: ArraySlice<PruningTarget>) throws {
    let targets = targets.filter { target in target.edges(of: network).contains { !network[$0].isCut } }
    guard !targets.isEmpty, goesOn() else { return }
    // Trying many at once pays off if most of them can be removed; a few are quicker one by one.
    if targets.count == 1 || targets.count > 6 {
      let verdict = try attempt(targets)
      if verdict == .cut || targets.count == 1 { return }
      let middle = targets.count / 2
      try remove(targets[..<middle])
      try remove(targets[middle...])
    } else {
      for target in targets { try remove([target]) }
    }
  }

  private mutating func attempt(_ targets: [PruningTarget]) throws -> Network.PruningAccount.Verdict {
    let lossBefore = loss
    var lossAfter = Double.infinity
    var verdict = Network.PruningAccount.Verdict.onlyPath
    let addresses = targets.flatMap { $0.edges(of: network) }
    if let cut = network.cutting(addresses, flow: network.activations(data.inputs), spread: spread)
      .withoutDeadEdges()
    {
      var candidate = cut
      lossAfter = measure(cut)
      // A cut that costs nothing needs no refit.
      if !(lossAfter <= loss) {
        let refitted = try refit(cut)
        let refittedLoss = measure(refitted)
        if refittedLoss < lossAfter || !lossAfter.isFinite {
          (candidate, lossAfter) = (refitted, refittedLoss)
        }
      }
      verdict = lossAfter <= lossLimit ? .cut : .needed
      if verdict == .cut { (network, loss) = (candidate, lossAfter) }
    }
    // A failed attempt at several is not recorded: its parts are tried next.
    if verdict == .cut || targets.count == 1 {
      steps.append(.init(targets: targets, verdict: verdict, lossBefore: lossBefore, lossAfter: lossAfter))
    }
    return verdict
  }

  private mutating func goesOn() -> Bool {
    if !wasStopped, let observer {
      let progress = ProgressReport(
        phase: "prune", step: steps.count, totalSteps: nil, loss: loss, validationLoss: nil,
        edges: network.edgeAddresses.count, formula: nil)
      wasStopped = !observer(progress)
    }
    return !wasStopped
  }
}

extension Network {
  /// The remaining parts of one kind, with their scores.
  fileprivate func targets(
    of kind: Network.PruningOptions.Removable, scores: Network.Attribution
  ) -> [(target: PruningTarget, score: Double)] {
    switch kind {
    case .inputs: inputs.indices.map { (.input($0), scores.nodes[0][$0]) }
    case .nodes:
      layers.indices.dropFirst().flatMap { l in
        (0..<layers[l].inputCount).map { (.node(layer: l - 1, index: $0), scores.nodes[l][$0]) }
      }
    case .edges: edgeAddresses.map { (.edge($0), scores[$0]) }
    }
  }
}
