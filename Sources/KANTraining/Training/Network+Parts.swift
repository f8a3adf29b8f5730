import KANData
import KANModel

extension Network {
  /// The network trained on rows in parts, with an account of the run: the same on every rank, and for every number of ranks.
  ///
  /// All ranks call it at the same point with the same network and options, except for the checkpoint, which one of them may write,
  /// and the observer, whose answer is ignored if there are several ranks.
  ///
  /// - Parameters:
  ///   - rows: The training rows.
  ///   - validation: The validation rows, in the same parts; the best network by its loss is returned.
  ///   - options: The options. The sparsity penalty, the area under the ROC curve, time limits and devices need all rows, or one
  ///     process, and are refused.
  ///   - state: A checkpoint of the same run to resume from.
  ///   - observer: Called at each step.
  /// - Returns: The best network seen and the account.
  /// - Throws: `SharedFailure` if a part does not fit network and options, `TrainingError` for errors that are the same on all ranks.
  package func trained(
    on rows: PartedRows, validation: PartedRows? = nil, options: TrainingOptions = .init(),
    resuming state: TrainingState? = nil, observer: ProgressReport.Observer? = nil
  ) throws -> (network: Network, account: Network.TrainingAccount) {
    try options.checkParts()
    try rows.tree.agreeing {
      for (kind, own) in [("training", rows), ("validation", validation)] {
        guard let own else { continue }
        for (part, data) in zip(own.tree.own, own.parts) {
          try options.check(self, data, part: "\(kind) (part \(part + 1) of \(own.tree.partCount))")
        }
      }
    }
    if let state, state.network.inputs != inputs || state.network.outputs != outputs {
      throw TrainingError.checkpointMismatch(reason: "its inputs or outputs are not those of the network")
    }
    try state?.check(samples: rows.count)
    let hears = rows.tree.communicator.count == 1
    var run = try TrainingRun(
      state?.network ?? self, data: rows, validation: validation, options: options, resuming: state,
      observer: observer.map { observer in { observer($0) || !hears } })
    return try run.finish()
  }
}

extension TrainingOptions {
  /// Throws for options that rows in parts do not support.
  package func checkParts() throws(TrainingError) {
    if case .sparsity = penalty {
      throw .optionNotSupported(
        name: "the penalty", value: "sparsity",
        advice:
          "it needs the edges' values on all rows at once, but these are in parts; use ridge or group-lasso"
      )
    }
    if criterion == .rocAUC {
      throw .optionNotSupported(
        name: "the criterion", value: "the area under the ROC curve",
        advice: "it needs all rows at once, but these are in parts; use the loss")
    }
    if let accelerator {
      throw .optionNotSupported(
        name: "the device", value: accelerator.name, advice: "training on rows in parts uses processors only"
      )
    }
    if timeLimit != nil {
      throw .optionNotSupported(
        name: "the time limit", value: "set", advice: "each rank has its own clock; limit the steps")
    }
  }
}
