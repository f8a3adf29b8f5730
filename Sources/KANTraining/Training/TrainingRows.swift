import KANData
import KANModel

/// Training or validation rows: a table in memory, or parts that several ranks share.
protocol TrainingRows {
  /// The number of rows.
  var count: Int { get }
  /// Input columns for placing knots.
  var columnsForGrids: [[Double]] { get }
  /// The rows themselves, if they are in one table.
  var table: Dataset? { get }
  /// The objective on these rows, for training or validation.
  func objective(_ network: Network, _ options: TrainingOptions, threads: Int) -> any TrainableObjective
  /// The residuals for Levenberg-Marquardt.
  func residuals(_ network: Network, threads: Int) -> any LeastSquaresObjective
}

extension Dataset: TrainingRows {
  var table: Dataset? { self }

  func objective(_ network: Network, _ options: TrainingOptions, threads: Int) -> any TrainableObjective {
    options.objective(network, self, threads: threads)
  }

  func residuals(_ network: Network, threads: Int) -> any LeastSquaresObjective {
    NetworkLeastSquares(network, inputs: inputs, targets: targets, weights: weights, threads: threads)
  }
}

extension PartedRows: TrainingRows {
  var table: Dataset? { nil }

  func objective(_ network: Network, _ options: TrainingOptions, threads: Int) -> any TrainableObjective {
    PartedObjective(self, parts: parts.map { $0.objective(network, options, threads: threads) })
  }

  func residuals(_ network: Network, threads: Int) -> any LeastSquaresObjective {
    PartedLeastSquares(self, parts: parts.map { $0.residuals(network, threads: threads) })
  }
}
