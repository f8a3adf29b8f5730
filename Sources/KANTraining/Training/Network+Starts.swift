import KANData
import KANModel

extension TrainingOptions {
  /// The number of steps of each of several starts that suffices to distinguish good minima from bad ones on a coarse grid.
  package static let stepsOfAStart = 60
}

extension Network {
  /// The most promising of several starts: each is trained for `options.steps` steps, of which `TrainingOptions.stepsOfAStart` are
  /// usually enough, and the one with the best score on the validation rows is returned, trained that far.
  ///
  /// The loss of a network with curves of curves has many local minima, and the minimum in which a run ends is decided early: a few
  /// dozen steps of many starts on a coarse grid are worth more than many steps of one. Equal starts give equal bits.
  ///
  /// - Parameters:
  ///   - starts: Networks for one table, at least one: of several seeds, shapes or orders.
  ///   - data: The training table.
  ///   - validation: The validation table; `data` if left out.
  ///   - options: The options for each start; grids are not refined yet and no checkpoint is written.
  ///   - observer: Called at each step; returning false ends the comparison with the starts tried so far.
  /// - Returns: The network and its index among the starts.
  /// - Throws: `TrainingError` for tables and options that do not fit.
  package static func mostPromising(
    of starts: [Network], on data: Dataset, validation: Dataset? = nil, options: TrainingOptions = .init(),
    observer: ProgressReport.Observer? = nil
  ) throws -> (network: Network, index: Int) {
    precondition(!starts.isEmpty, "a race needs at least one start")
    var options = options
    options.grid.extensions = []
    options.checkpoint = nil
    let (judge, threads) = (validation ?? data, options.threadCount)
    var best: (network: Network, index: Int, score: Double)?
    for (n, start) in starts.enumerated() {
      let (network, account) = try start.trained(
        on: data, validation: validation, options: options, observer: observer)
      let score = Judge(options.objective(network, judge, threads: threads), on: judge, options)
        .verdict(at: NetworkPlan(network).parameters(of: network)).score
      if score < best?.score ?? .infinity { best = (network, n, score) }
      if account.reason == .stopped { break }
    }
    return best.map { ($0.network, $0.index) } ?? (starts[0], 0)
  }
}
