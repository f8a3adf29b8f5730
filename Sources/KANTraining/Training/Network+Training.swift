import KANData
import KANModel

extension Network {
  /// The network trained on a table, with an account of the run.
  ///
  /// Deterministic: the same network, data and options give the same bits for any number of threads.
  ///
  /// - Parameters:
  ///   - data: The training table: one column per input of the network, targets in the form that the loss expects.
  ///   - validation: A validation table, on which the best network is chosen by the criterion of the options; `nil`
  ///     leaves the choice to the training loss.
  ///   - options: The options of training.
  ///   - observer: Called at each step; returning false ends the run with the best network so far.
  /// - Returns: The best network seen and the account.
  /// - Throws: An error if table and options do not fit, if the loss of the network is not finite at the start, or if
  /// no step gives finite values.
  public func trained(
    on data: Dataset, validation: Dataset? = nil, options: TrainingOptions = .init(),
    observer: ProgressReport.Observer? = nil
  ) throws -> (network: Network, account: Network.TrainingAccount) {
    try trained(
      on: data, validation: validation, options: options, resuming: nil, observer: observer)
  }

  /// The same, optionally resumed from a checkpoint.
  ///
  /// - Parameter state: A checkpoint of the same run to resume from; this network must then have the same features.
  /// - Throws: An error if table and options do not fit, or if a checkpoint fails.
  package func trained(
    on data: Dataset, validation: Dataset? = nil, options: TrainingOptions = .init(),
    resuming state: TrainingState?, observer: ProgressReport.Observer? = nil
  ) throws -> (network: Network, account: Network.TrainingAccount) {
    try options.check(self, data, part: "training")
    if let validation { try options.check(self, validation, part: "validation") }
    if let state, state.network.inputs != inputs || state.network.outputs != outputs {
      throw TrainingError.checkpointMismatch(reason: "its inputs or outputs are not those of the network")
    }
    try state?.check(samples: data.count)
    var run = try TrainingRun(
      state?.network ?? self, data: data, validation: validation, options: options, resuming: state,
      observer: observer)
    return try run.finish()
  }

  /// Continues the run of the checkpoint `state`; the network itself only gives the features to expect.
  package func trained(
    resuming state: TrainingState, on data: Dataset, validation: Dataset? = nil,
    options: TrainingOptions = .init(), observer: ProgressReport.Observer? = nil
  ) throws -> (network: Network, account: Network.TrainingAccount) {
    try trained(
      on: data, validation: validation, options: options, resuming: state, observer: observer)
  }
}
