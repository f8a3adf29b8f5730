import KANData
import KANModel
import KANTraining
import SymbolLibrary

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Replaces the splines of a small network by closed forms, the choice judged by the whole network.
///
/// Every edge names its best few candidates; combinations are tried in the order of their joint description length,
/// all constants refined together for each, until one is as good as the data or the splines allow. Choosing edge by
/// edge by its own R² is the published reason for wrong formulas (arXiv 2603.15250).
struct Symbolizer: Sendable {
  /// A network all of whose edges are closed forms.
  struct Outcome: Sendable {
    let network: Network
    /// The network with the splines that they stand for.
    let splines: Network
    /// √(mean square residual) over the target's spread, on the validation rows.
    let validationError: Double
    /// The description length in nats, smaller is better: misfit and price.
    let descriptionLength: Double
  }

  let catalog: SymbolCatalog
  let training: Dataset
  let validation: ExpressionRefiner
  let deadline: Deadline
  /// The number of combinations that may be tried.
  var budget = 60
  /// The number of candidates an edge may name.
  var candidatesPerEdge = 8

  /// The best combinations, best first; empty if an edge has no candidate at all.
  func symbolified(_ network: Network, splineError: Double) -> [Outcome] {
    let addresses = network.edgeAddresses.filter { network[$0].isSpline }
    guard let menus = self.menus(of: network, at: addresses, splineError: splineError) else { return [] }
    var optimizer = LevenbergMarquardt()
    optimizer.maximumSteps = 30
    var outcomes: [Outcome] = []
    for (choice, _) in CombinationOrder(costs: menus.map { $0.map(\.score) }).prefix(budget) {
      if deadline.hasPassed { break }
      var candidate = network
      for (n, address) in addresses.enumerated() { candidate[address] = .symbolic(menus[n][choice[n]].edge) }
      let fit = optimizer.fit(candidate, to: training, cancel: { deadline.hasPassed })
      let error = validation.relativeError(ofValues: fit.network(validation.columns)[0])
      guard error.isFinite, fit.meanSquare.isFinite else { continue }
      let chosen = addresses.indices.map { menus[$0][choice[$0]] }
      let rows = Double(training.count)
      let price = chosen.reduce(0) {
        $0 + log(2) * Double($1.complexity) + 0.5 * log(rows) * Double($1.constantCount)
      }
      outcomes.append(
        Outcome(
          network: fit.network, splines: network, validationError: error,
          descriptionLength: rows / 2 * log(fit.meanSquare + 1e-26) + price))
      if error < 1e-10 { break }
    }
    return outcomes.sorted { $0.descriptionLength < $1.descriptionLength }
  }

  /// What each edge could become, best first; `nil` if one of them could become nothing.
  private func menus(
    of network: Network, at addresses: [EdgeAddress], splineError: Double
  ) -> [[EdgeSuggestion]]? {
    let inputs = network.activations(training.inputs).layerInputs
    let fitter = EdgeFitter(catalog: catalog, tolerance: EdgeFitter.tolerance(forNetworkError: splineError))
    var menus: [[EdgeSuggestion]] = []
    for address in addresses {
      guard !deadline.hasPassed,
        let samples = EdgeSamples(of: network, at: address, arguments: inputs[address.layer][address.input])
      else { return nil }
      let menu = fitter.suggestions(for: samples, limit: candidatesPerEdge)
      guard !menu.isEmpty else { return nil }
      menus.append(menu)
    }
    return menus
  }
}
