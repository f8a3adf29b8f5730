import KANData
import KANModel
import KANTraining
import RealModule
import SymbolLibrary

/// Replaces the splines of a small network by closed forms, with the choice judged by the whole network.
///
/// Every edge has a few best candidates; their combinations are tried in the order of joint description length, with all constants
/// refined together, until one is as good as the data or the splines allow. Choosing edge by edge by its own R² is the published
/// reason for wrong formulas (arXiv 2603.15250).
package struct Symbolizer: Sendable {
  /// A network all of whose edges are closed forms.
  package struct Outcome: Sendable, Codable {
    package let network: Network
    /// The network with the splines that they replace.
    package let splines: Network
    /// √(mean square residual) over the target's spread, on the validation rows.
    package let validationError: Double
    /// The description length of the network and its residuals.
    package let descriptionLength: DescriptionLength
  }

  let catalog: SymbolCatalog
  let training: Dataset
  let validation: ExpressionRefiner
  /// The number of combinations that may be tried.
  var combinations = 60
  /// The number of candidates per edge.
  var candidatesPerEdge = 8

  package init(catalog: SymbolCatalog, training: Dataset, validation: ExpressionRefiner) {
    self.catalog = catalog
    self.training = training
    self.validation = validation
  }

  /// The best combinations, best first; empty if an edge has no candidate at all.
  ///
  /// - Parameters:
  ///   - splineError: √(mean square residual) over the target's spread of the splines themselves.
  ///   - budget: Charged for every fit.
  ///   - goesOn: Called before every combination with the number of those that were tried; returning false ends the trials.
  package func symbolified(
    _ network: Network, splineError: Double, budget: WorkBudget, goesOn: (Int) -> Bool = { _ in true }
  ) -> [Outcome] {
    let addresses = network.edgeAddresses.filter { network[$0].isSpline }
    guard let menus = self.menus(of: network, at: addresses, splineError: splineError, budget) else {
      return []
    }
    var optimizer = LevenbergMarquardt()
    optimizer.maximumSteps = 30
    var outcomes: [Outcome] = []
    let choices = CombinationOrder(costs: menus.map { $0.map(\.score) }).prefix(combinations)
    for (number, (choice, _)) in choices.enumerated() {
      if budget.isExhausted || !goesOn(number) { break }
      var candidate = network
      for (n, address) in addresses.enumerated() { candidate[address] = .symbolic(menus[n][choice[n]].edge) }
      let fit = optimizer.fit(candidate, to: training, budget: budget)
      let error = validation.relativeError(ofValues: fit.network(validation.columns)[0])
      guard error.isFinite, fit.meanSquare.isFinite else { continue }
      let chosen = addresses.indices.map { menus[$0][choice[$0]] }
      let rows = training.count
      let constants = chosen.reduce(0) { $0 + $1.constantCount }
      outcomes.append(
        Outcome(
          network: fit.network, splines: network, validationError: error,
          descriptionLength: DescriptionLength(
            misfit: NoiseModel.misfit(meanSquare: fit.meanSquare, rows: rows, constants: constants),
            structure: chosen.reduce(0) { $0 + $1.edge.structurePrice },
            constants: 0.5 * Double.log(Double(rows)) * Double(constants))))
      if error < Self.settled { break }
    }
    return outcomes.sorted { $0.descriptionLength < $1.descriptionLength }
  }

  /// The error below which no further combination is tried: splines do not agree with each other this closely.
  private static let settled = 1e-10

  /// The candidates of each edge, best first; `nil` if one of them has none.
  private func menus(
    of network: Network, at addresses: [Network.EdgeAddress], splineError: Double, _ budget: WorkBudget
  ) -> [[Network.EdgeSuggestion]]? {
    let inputs = network.activations(training.inputs).layerInputs
    let fitter = EdgeFitter(catalog: catalog, tolerance: EdgeFitter.tolerance(forNetworkError: splineError))
    var menus: [[Network.EdgeSuggestion]] = []
    for address in addresses {
      guard !budget.isExhausted,
        let samples = EdgeSamples(of: network, at: address, arguments: inputs[address.layer][address.input])
      else { return nil }
      budget.spend(fitter.work)
      let menu = fitter.suggestions(for: samples, limit: candidatesPerEdge)
      guard !menu.isEmpty else { return nil }
      menus.append(menu)
    }
    return menus
  }
}
