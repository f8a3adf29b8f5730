import KANData
import KANModel
import KANSymbolic
import KANTraining

/// Determines which inputs a classifier does not need: small networks of fewer and fewer inputs, each judged on unseen rows.
///
/// Of many inputs, those that hardly contribute (`Network.Attribution`) are removed in groups; of few, networks without each of the
/// weakest are trained, and the input with the smallest effect is removed. Source: Guyon et al., Machine Learning 46 (2002) 389
/// (recursive feature elimination).
struct InputElimination {
  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The maximum numbers of training and validation rows.
    var (learning, judging) = (12_000, 4_000)
    /// Nodes of the hidden layer, and steps of each training.
    var (nodes, steps) = (16, 400)
    /// Adam's rate, weight decay and averaging: fast, and smooth enough to distinguish relevant inputs from irrelevant ones.
    var (rate, weightDecay, averaging) = (2e-2, 0.1, 0.99)
    /// The share of the inputs that are removed at once while there are more than `few`.
    var share = 0.2
    var few = 20
    /// The number of weakest inputs that are tried if there are few.
    var tried = 5
  }

  /// Some inputs and a network of them.
  struct Subset: Sendable {
    /// Their indices, in order.
    let inputs: [Int]
    let network: Network
    /// The mean log-loss on the validation rows.
    let loss: Double
  }

  let context: SearchContext
  let seed: UInt64
  let settings: Settings
  private let learning: Dataset
  private let judging: Dataset

  /// - Parameter data: Labels 0 and 1; every fourth row is a validation row.
  init(_ data: DatasetRows, in context: SearchContext, seed: UInt64, settings: Settings = Settings()) {
    (self.context, self.seed, self.settings) = (context, seed, settings)
    learning = data.filter { $0 % 4 != 3 }.limited(to: settings.learning)
    judging = data.filter { $0 % 4 == 3 }.limited(to: settings.judging)
  }

  /// The networks from all inputs down to `least` inputs; shorter if the budget ends or a training run fails.
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

  /// A network of some of the inputs; `nil` if its training does not stay finite.
  private func subset(_ inputs: [Int], _ context: SearchContext) -> Subset? {
    let (train, judge) = (learning.selecting(inputsAt: inputs), judging.selecting(inputsAt: inputs))
    var adam = Optimizer.Adam.generalizing
    (adam.rate, adam.weightDecay, adam.averaging) = (settings.rate, settings.weightDecay, settings.averaging)
    var options = TrainingOptions()
    (options.loss, options.optimizer, options.steps) = (.binaryCrossEntropy, .adam(adam), settings.steps)
    (options.grid, options.precision, options.threads, options.seed) = (.fixed, .single, 1, seed)
    // The approximate number of operations for a row to pass an edge forward and back.
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
  /// The elements except those at some positions.
  fileprivate func without(_ places: Set<Int>) -> [Int] {
    indices.filter { !places.contains($0) }.map { self[$0] }
  }
}
