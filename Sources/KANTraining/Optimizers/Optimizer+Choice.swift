import KANData

extension Optimizer {
  /// The default optimiser for a loss and a penalty: Levenberg-Marquardt, which reaches rounding error, if it can minimise them;
  /// Adam in batches for labels of many rows; else L-BFGS.
  ///
  /// L-BFGS on the whole table overfits labels: with thousands of rows and thousands of parameters, Adam with weight decay and
  /// averaging generalises better and takes less time.
  ///
  /// - Parameter rows: The number of training rows; 0 if it is not known.
  package static func suited(to loss: Loss, _ penalty: TrainingOptions.Penalty = .none, rows: Int = 0)
    -> Optimizer
  {
    if loss == .meanSquaredError, penalty == .none { return .levenbergMarquardt() }
    return loss.target != .numbers && rows >= rowsForBatches ? .adam(.generalizing) : .lbfgs()
  }

  /// The number of rows from which labels are learned in batches: below it a batch is a large part of the table.
  private static let rowsForBatches = 2_000

  /// The default number of steps: 200 for optimisers that use the whole table, `epochs(rows:)` epochs for Adam.
  ///
  /// - Parameter rows: The number of training rows.
  package func steps(rows: Int) -> Int {
    guard case .adam(let options) = self else { return 200 }
    return options.epochs(rows: rows) * options.stepsPerEpoch(rows: rows)
  }

  /// The number of steps between checks whether a checkpoint is due: a step of Adam is a mini-batch, one of the others a pass over
  /// the whole table.
  package var checkpointInterval: Int { if case .adam = self { 50 } else { 1 } }

  /// Whether steps use only a part of the table.
  var usesBatches: Bool { batchSize != nil }
}

extension Optimizer.Adam {
  /// Settings that generalise well from thousands to millions of rows: batches of 512, half a cosine of step lengths, weight decay,
  /// and the mean of the last steps' parameters. Found in the study of multijet events under `Examples/HighEnergyPhysics` on its
  /// validation events, where its networks of 64 nodes are better than those of L-BFGS.
  public static let generalizing: Optimizer.Adam = {
    var options = Optimizer.Adam()
    options.rate = 5e-3
    options.weightDecay = 0.5
    options.averaging = 0.998
    options.batchSize = 512
    options.schedule = .cosine(final: 0)
    return options
  }()

  /// The number of steps that use every row once.
  ///
  /// - Parameter rows: The number of training rows.
  package func stepsPerEpoch(rows: Int) -> Int {
    let batch = max(1, min(batchSize ?? rows, rows))
    return max(1, (rows + batch - 1) / batch)
  }

  /// The default number of epochs: 50, or on small tables as many as give 1000 steps, since a schedule needs steps.
  ///
  /// - Parameter rows: The number of training rows.
  package func epochs(rows: Int) -> Int {
    let perEpoch = stepsPerEpoch(rows: rows)
    return max(50, (1000 + perEpoch - 1) / perEpoch)
  }
}
