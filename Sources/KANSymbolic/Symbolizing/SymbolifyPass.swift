import KANData
import KANModel
import KANNumerics
import KANTraining

/// The splines of a network become closed forms: all together if the number of combinations allows it, else one after another, the
/// most certain first.
struct SymbolifyPass {
  /// The number of splines up to which combinations are tried as a whole, so that each choice takes the others into account.
  private static let countableSplines = 8

  private var network: Network
  private let reference: Dataset
  private let options: Network.SymbolifyOptions
  private let observer: ProgressReport.Observer?
  private var optimizer = LevenbergMarquardt()
  /// The loss for judging a classifier; `nil` for numbers.
  private let labels: LossMeasure?

  init(
    _ network: Network, reference: Dataset, options: Network.SymbolifyOptions,
    observer: ProgressReport.Observer?
  ) {
    self.network = network
    self.reference = reference
    self.options = options
    self.observer = observer
    optimizer.maximumSteps = 15
    labels = options.loss.target == .numbers ? nil : LossMeasure(loss: options.loss, data: reference)
  }

  /// The work that combinations of all edges may take before edges are replaced one by one: about a minute of one core.
  private static let jointWork = 60_000_000_000

  mutating func run() -> (network: Network, account: Network.SymbolifyAccount) {
    let before = error(of: network)
    // Combinations are compared by squares of residuals, which labels do not have.
    guard labels == nil else { return oneByOne(before: before) }
    return together(before: before) ?? oneByOne(before: before)
  }

  /// The combination of shortest description, if it costs no more than one replacement is allowed to.
  private func together(before: Double) -> (network: Network, account: Network.SymbolifyAccount)? {
    let splines = network.edgeAddresses.filter { network[$0].isSpline }
    guard (1...Self.countableSplines).contains(splines.count), reference.targets.count == 1 else {
      return nil
    }
    let symbolizer = Symbolizer(
      catalog: options.catalog, training: reference, validation: ExpressionRefiner(reference))
    guard
      let best = symbolizer.symbolified(
        network, splineError: before, budget: WorkBudget(limit: Self.jointWork),
        goesOn: { number in
          observer?(
            ProgressReport(
              phase: "recognising edges together", step: number, loss: before, edges: splines.count)) ?? true
        }
      ).first
    else { return nil }
    let after = error(of: best.network)
    guard isAcceptable(after, before: before) else { return nil }
    let decisions = splines.sorted(by: Self.order).compactMap {
      address -> Network.SymbolifyAccount.Decision? in
      guard case .symbolic(let edge) = best.network[address] else { return nil }
      return .init(
        edge: address, function: Network.EdgeSuggestion.name(of: edge), relativeError: nil,
        errorBefore: before,
        errorAfter: after)
    }
    return (
      best.network, Network.SymbolifyAccount(decisions: decisions, errorBefore: before, errorAfter: after)
    )
  }

  private func isAcceptable(_ after: Double, before: Double) -> Bool {
    after <= max((labels == nil ? 1.1 : 1.01) * before, before + options.tolerance)
  }

  /// The rise of a classifier's relative loss that is accepted for a simpler form: a nat for every parameter removed, about the
  /// amount by which a parameter fits labels by chance (Akaike, IEEE Trans. Autom. Control 19 (1974) 716). For numbers no allowance
  /// is needed.
  private func allowance(for simpler: Network) -> Double {
    guard let labels else { return 0 }
    let none = labels.ofBestConstant(like: network)
    guard none > 0 else { return 0 }
    return Double(max(0, network.parameterCount - simpler.parameterCount)) / (Double(reference.count) * none)
  }

  private mutating func oneByOne(before: Double) -> (network: Network, account: Network.SymbolifyAccount) {
    var current = before
    var decisions: [Network.SymbolifyAccount.Decision] = []
    var open = Set(network.edgeAddresses.filter { network[$0].isSpline })
    let total = open.count
    while let (address, menu) = surest(of: open, error: current) {
      open.remove(address)
      let (decision, next) = decide(address, menu: menu, error: current)
      decisions.append(decision)
      if let next {
        network = next
        current = decision.errorAfter
      }
      let progress = ProgressReport(
        phase: "recognising edges", step: decisions.count, totalSteps: total, loss: current,
        validationLoss: nil,
        edges: open.count, formula: nil)
      if let observer, !observer(progress) { break }
    }
    for address in open.sorted(by: Self.order) {
      decisions.append(
        .init(edge: address, function: nil, relativeError: nil, errorBefore: current, errorAfter: current))
    }
    return (network, Network.SymbolifyAccount(decisions: decisions, errorBefore: before, errorAfter: current))
  }

  /// The edge whose best candidate fits best, with its candidates; `nil` if no edge is left.
  private func surest(of open: Set<Network.EdgeAddress>, error: Double) -> (
    Network.EdgeAddress, [Network.EdgeSuggestion]
  )? {
    let fitter = EdgeFitter(
      catalog: options.catalog,
      tolerance: labels == nil ? EdgeFitter.tolerance(forNetworkError: error) : Self.toleranceOfLabels)
    let inputs = network.activations(reference.inputs).layerInputs
    let menus = open.sorted(by: Self.order).map { address in
      let samples = EdgeSamples(of: network, at: address, arguments: inputs[address.layer][address.input])
      return (address, samples.map { fitter.suggestions(for: $0, limit: options.candidatesPerEdge) } ?? [])
    }
    return menus.min { ($0.1.first?.relativeError ?? .infinity) < ($1.1.first?.relativeError ?? .infinity) }
  }

  private func decide(
    _ address: Network.EdgeAddress, menu: [Network.EdgeSuggestion], error before: Double
  ) -> (Network.SymbolifyAccount.Decision, Network?) {
    var best: (suggestion: Network.EdgeSuggestion, network: Network, error: Double, cost: Double)?
    for suggestion in menu {
      var candidate = network
      candidate[address] = .symbolic(suggestion.edge)
      candidate = refitted(candidate)
      let after = error(of: candidate)
      // For labels, each of which carries little information, the saving by a simpler form counts.
      let cost = after - allowance(for: candidate)
      if cost < (best?.cost ?? .infinity) { best = (suggestion, candidate, after, cost) }
      // The list is sorted by description length: the first that costs nothing is the simplest of these.
      if labels == nil, after <= 1.01 * before { break }
    }
    guard let best,
      isAcceptable(best.error, before: before + allowance(for: best.network))
    else {
      return (
        .init(edge: address, function: nil, relativeError: nil, errorBefore: before, errorAfter: before), nil
      )
    }
    return (
      .init(
        edge: address, function: best.suggestion.name, relativeError: best.suggestion.relativeError,
        errorBefore: before, errorAfter: best.error), best.network
    )
  }

  /// The accuracy to which the curves of a classifier are known, over their own spread: labels determine them only roughly.
  private static let toleranceOfLabels = 0.3
  /// Steps in which the rest of a classifier compensates for a replacement.
  private static let refitSteps = 25

  /// The network after a few steps with its own loss.
  private func refitted(_ candidate: Network) -> Network {
    guard labels != nil else { return optimizer.fit(candidate, to: reference).network }
    var pruning = Network.PruningOptions()
    pruning.loss = options.loss
    pruning.refitSteps = Self.refitSteps
    return (try? Refit(data: reference, options: pruning)(candidate)) ?? candidate
  }

  /// Root mean square residual over all targets, each in units of its own spread; of a classifier its loss over that of the
  /// shares of the classes alone.
  private func error(of network: Network) -> Double {
    if let labels {
      let none = labels.ofBestConstant(like: network)
      return none > 0 ? labels(network) / none : labels(network)
    }
    let predictions = network(reference.inputs)
    let squares = zip(predictions, reference.targets).map { predicted, target in
      let scale = ColumnScaling(name: "", column: target).scale
      let rmse = Metrics.rmse(predicted, target, weights: reference.weights) / scale
      return rmse * rmse
    }
    let mean = squares.mean
    return mean.isFinite ? mean.squareRoot() : .infinity
  }

  private static func order(_ a: Network.EdgeAddress, _ b: Network.EdgeAddress) -> Bool {
    (a.layer, a.sum, a.input) < (b.layer, b.sum, b.input)
  }
}
