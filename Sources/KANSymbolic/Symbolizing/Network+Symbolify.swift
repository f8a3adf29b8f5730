import KANData
import KANModel
import KANTraining
import SymbolLibrary

extension Network {
  /// The closed forms that the edge at `address` could become, best first.
  ///
  /// - Parameters:
  ///   - address: The edge.
  ///   - data: The rows for the edge; their targets, if they are the network's, determine how well
  ///     its curves are known.
  ///   - catalog: The functions to choose from.
  /// - Returns: At least one suggestion.
  /// - Throws: An error if there is no such edge or it is cut, if the inputs of the table are not those of the network,
  /// if the argument of the edge is the same on all rows, or if no function of the catalog is defined on its values.
  public func suggestions(
    for address: Network.EdgeAddress, on data: Dataset, catalog: SymbolCatalog = .standard
  ) throws -> [Network.EdgeSuggestion] {
    try check(data)
    try checkEdge(address)
    let arguments = activations(data.inputs).layerInputs[address.layer][address.input]
    guard let samples = EdgeSamples(of: self, at: address, arguments: arguments) else {
      throw SymbolicError.noSuggestion(address)
    }
    let fitter = EdgeFitter(
      catalog: catalog, tolerance: EdgeFitter.tolerance(forNetworkError: relativeError(on: data)))
    let found = fitter.suggestions(for: samples)
    guard !found.isEmpty else { throw SymbolicError.noSuggestion(address) }
    return found
  }

  /// The network with the edge at `address` replaced by the best fit of one function to its present values.
  ///
  /// The fit is made on the edge's own grid (or on `data` if given), so no table is needed.
  /// - Throws: An error if there is no such edge, or the function leaves its domain there.
  package func fixing(
    _ address: Network.EdgeAddress, to symbol: Symbol, on data: Dataset? = nil
  ) throws -> (network: Network, suggestion: Network.EdgeSuggestion) {
    try checkEdge(address)
    let arguments: [Double]
    if let data {
      try check(data)
      arguments = activations(data.inputs).layerInputs[address.layer][address.input]
    } else {
      let range = layers[address.layer].grids[address.input].range
      arguments = (0...240).map {
        range.lowerBound + (range.upperBound - range.lowerBound) * Double($0) / 240
      }
    }
    let fitter = EdgeFitter(catalog: SymbolCatalog(symbols: [symbol]), maximumTerms: 1)
    guard let samples = EdgeSamples(of: self, at: address, arguments: arguments),
      let best = fitter.suggestions(for: samples).first
    else { throw SymbolicError.noSuggestion(address) }
    var fixed = self
    fixed[address] = .symbolic(best.edge)
    return (fixed, best)
  }

  /// The network with the edge at `address` replaced by one of its `suggestions`.
  ///
  /// - Parameters:
  ///   - address: The edge.
  ///   - suggestion: A closed form that `suggestions(for:on:catalog:)` gave for this edge.
  /// - Returns: The network; its other edges are not refitted.
  /// - Throws: An error if there is no such edge, or if it is cut.
  public func fixing(
    _ address: Network.EdgeAddress, to suggestion: Network.EdgeSuggestion
  ) throws -> Network {
    try checkEdge(address)
    var fixed = self
    fixed[address] = .symbolic(suggestion.edge)
    return fixed
  }

  /// The network with its splines replaced by closed forms, while everything else is refitted and the error of the
  /// whole network is measured.
  ///
  /// With one target of numbers and at most eight splines, combinations of closed forms are tried as a whole.
  /// Otherwise, and if none of them is accurate enough, edges are replaced one after another, the most certain first;
  /// each replacement is tried in place and undone if the whole network becomes worse.
  ///
  /// - Parameters:
  ///   - data: The rows, with this network's inputs in order and its targets; a limited number of them is used.
  ///   - options: The functions to choose from, the allowed rise of the error, and the reference of the comparison.
  ///   - observer: Called before every combination that is tried as a whole and after every edge that is replaced alone; returning
  ///     false keeps what is found so far and leaves the remaining edges as splines.
  /// - Returns: The network, and the decision for every edge. Edges that no function fits remain splines.
  /// - Throws: An error if the inputs of the table are not those of the network, if its targets are not those of the network or
  /// its labels not those of the loss, if the tolerance is negative, or, with the network as reference, if its outputs are not finite
  /// on the rows.
  public func symbolified(
    on data: Dataset, options: Network.SymbolifyOptions = Network.SymbolifyOptions(),
    observer: ProgressReport.Observer? = nil
  ) throws -> (network: Network, account: Network.SymbolifyAccount) {
    try require(options.tolerance >= 0, option: "tolerance", options.tolerance, allowed: "0 or more")
    try check(data)
    var options = options
    let reference: Dataset
    switch options.reference {
    case .targets:
      try requireMeasurable(on: data, loss: options.loss)
      reference = data
    case .network:
      // The outputs are fitted as numbers, whatever the loss of training was.
      options.loss = .meanSquaredError
      reference = try data.replacingTargets(byOutputsOf: self)
    }
    var pass = SymbolifyPass(
      self, reference: reference.limited(to: options.loss.target == .numbers ? 2_000 : 5_000),
      options: options, observer: observer)
    return pass.run()
  }

  /// The largest error of an output over the spread of its target.
  private func relativeError(on data: Dataset) -> Double {
    guard data.targets.count == outputs.count else { return 0 }
    return zip(self(data.inputs), data.targets).reduce(0) { worst, column in
      max(worst, Metrics.rmse(column.0, column.1) / ColumnScaling(name: "", column: column.1).scale)
    }
  }

  private func check(_ data: Dataset) throws(SymbolicError) {
    guard data.inputNames == inputs.map(\.name) else {
      throw .columnsDiffer(network: inputs.map(\.name), table: data.inputNames)
    }
  }

  private var shapeDescription: String {
    ([inputs.count] + layers.map(\.outputCount)).map(String.init).joined(separator: ",")
  }

  /// Throws for addresses without an edge.
  private func checkEdge(_ address: Network.EdgeAddress) throws(SymbolicError) {
    guard allEdgeAddresses.contains(address) else {
      throw .edgeMissing(address, shape: shapeDescription)
    }
    guard !self[address].isCut else { throw .edgeCut(address) }
  }
}
