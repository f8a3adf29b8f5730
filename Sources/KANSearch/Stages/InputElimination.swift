import KANData
import KANModel
import KANSymbolic
import KANTraining

/// Which inputs a classifier can do without: small networks of fewer and fewer of them, each judged on rows that it has not seen.
///
/// Among many inputs those that hardly reach the outputs (`Network.Attribution`) leave in groups; among few, networks without each of the
/// weakest are trained, and the one that is missed least leaves. Source: Guyon et al., Machine Learning 46 (2002) 389 (recursive
/// feature elimination).
struct InputElimination {
  /// The numbers that decide.
  struct Settings: Sendable {
    /// Rows that are learnt from and those that judge, at most.
    var (learning, judging) = (12_000, 4_000)
    /// Nodes of the hidden layer, and steps of each training.
    var (nodes, steps) = (16, 400)
    /// Adam's rate, weight decay and averaging: quick, and smooth enough to tell inputs that matter from those that do not.
    var (rate, weightDecay, averaging) = (2e-2, 0.1, 0.99)
    /// The share of the inputs that leave at once while there are more than `few`.
    var share = 0.2
    var few = 20
    /// The weakest inputs of few that are tried.
    var tried = 5
  }

  /// Some inputs and a network of them.
  struct Subset: Sendable {
    /// Their places, in order.
    let inputs: [Int]
    let network: Network
    /// The mean log-loss on the rows that judge.
    let loss: Double
  }

  let context: SearchContext
  let seed: UInt64
  let settings: Settings
  private let learning: Dataset
  private let judging: Dataset

  /// - Parameter data: Labels 0 and 1; every fourth row judges.
  init(_ data: DatasetRows, in context: SearchContext, seed: UInt64, settings: Settings = Settings()) {
    (self.context, self.seed, self.settings) = (context, seed, settings)
    learning = data.filter { $0 % 4 != 3 }.limited(to: settings.learning)
    judging = data.filter { $0 % 4 == 3 }.limited(to: settings.judging)
  }

  /// The networks on the way down to `least` inputs, that of all first; shorter where the budget ends or a training fails.
  func subsets(downTo least: Int) -> [Subset] {
    guard let all = subset(Array(learning.inputs.indices), context) else { return [] }
    var subsets = [all]
    while let last = subsets.last, last.inputs.count > least, !context.budget.isExhausted {
      guard let next = smaller(than: last, least: least) else { break }
      subsets.append(next)
    }
    return subsets
  }

  private func smaller(than last: Subset, least: Int) -> Subset? {
    let scores = last.network.attribution(on: judging.selecting(inputsAt: last.inputs).inputs).inputs
    let order = scores.indices.sorted { (scores[$0], $0) < (scores[$1], $1) }
    if last.inputs.count > settings.few {
      let leaving = max(
        1, min(Int(settings.share * Double(order.count)), last.inputs.count - max(least, settings.few)))
      return subset(last.inputs.without(Set(order.prefix(leaving))), context)
    }
    let candidates = order.prefix(settings.tried).map { last.inputs.without([$0]) }
    return context.map(candidates) { subset($0, $1) }.compactMap { $0 }.min { $0.loss < $1.loss }
  }

  /// A network of some of the inputs; `nil` where its training leaves the real numbers.
  private func subset(_ inputs: [Int], _ context: SearchContext) -> Subset? {
    let (train, judge) = (learning.selecting(inputsAt: inputs), judging.selecting(inputsAt: inputs))
    var adam = Optimizer.Adam.generalizing
    (adam.rate, adam.weightDecay, adam.averaging) = (settings.rate, settings.weightDecay, settings.averaging)
    var options = TrainingOptions()
    (options.loss, options.optimizer, options.steps) = (.binaryCrossEntropy, .adam(adam), settings.steps)
    (options.grid, options.precision, options.threads, options.seed) = (.fixed, .single, 1, seed)
    // A row passes an edge forward and back in about so many operations.
    let edges = (inputs.count + 1) * settings.nodes
    context.budget.spend(settings.steps * min(512, train.count) * edges * 8)
    guard
      let start = try? Network(
        for: train, shape: Network.Shape([inputs.count, settings.nodes, 1]), loss: .binaryCrossEntropy,
        base: .identity,
        seed: seed),
      let network = try? start.trained(on: train, options: options).network
    else { return nil }
    let loss = Metrics.logLoss(
      logits: network(judge.inputs)[0], labels: judge.targets[0], weights: judge.weights)
    return loss.isFinite ? Subset(inputs: inputs, network: network, loss: loss) : nil
  }
}

extension [Int] {
  /// The elements but those at some places.
  fileprivate func without(_ places: Set<Int>) -> [Int] {
    indices.filter { !places.contains($0) }.map { self[$0] }
  }
}
