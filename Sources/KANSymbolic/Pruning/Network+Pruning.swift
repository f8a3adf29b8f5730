import KANData
import KANModel
import KANTraining

extension Network {
  /// A smaller network that is as accurate, without the inputs, nodes and edges that do not matter.
  ///
  /// Candidates are tried in the order of their attribution, the least important first. Each is cut and replaced by its
  /// mean, the rest is refitted for a few steps, and the cut is kept if the measured loss is within the limit, which is
  /// relative to the original network: many small losses do not add up to a large one. An output is never left without
  /// any input; the account says where that was the reason to keep an edge. The pruned network takes the same columns,
  /// including those of removed inputs.
  ///
  /// - Parameters:
  ///   - data: The samples that refits use, with this network's inputs in order.
  ///   - validation: The samples on which the loss is measured; `data` if left out.
  ///   - options: The allowed rise of the loss and the kinds of parts to remove.
  ///   - observer: Called at every trial; it may end the pruning, and the cuts so far are kept.
  /// - Returns: The pruned network, and the account of its trials.
  /// - Throws: An error if the data do not fit the network or the loss, or if options are out of range.
  /// - Complexity: About 2·m·log n refits for m of n candidates that are needed.
  public func pruned(
    on data: Dataset, validation: Dataset? = nil, options: Network.PruningOptions = .init(),
    observer: ProgressReport.Observer? = nil
  ) throws -> (network: Network, account: Network.PruningAccount) {
    try require(threads: options.threads)
    try require(
      options.relativeTolerance >= 0, option: "relativeTolerance", options.relativeTolerance,
      allowed: "0 or more")
    for table in [data, validation].compactMap({ $0 }) {
      try requireMeasurable(on: table, loss: options.loss)
    }
    var pruner = Pruner(self, data: data, validation: validation, options: options, observer: observer)
    let lossBefore = pruner.loss
    for kind in options.kinds { try pruner.remove(kind) }
    let network = pruner.network.removingDeadNodes()
    let account = Network.PruningAccount(
      lossBefore: lossBefore, lossAfter: pruner.loss, lossLimit: pruner.lossLimit, steps: pruner.steps,
      unusedInputs: network.unusedInputs, edgesBefore: edgeAddresses.count,
      edgesAfter: network.edgeAddresses.count, shapeBefore: shape.description,
      shapeAfter: network.shape.description, wasStopped: pruner.wasStopped)
    return (network, account)
  }
}
