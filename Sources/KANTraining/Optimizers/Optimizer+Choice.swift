import KANData

extension Optimizer {
  /// The optimiser for a loss and a penalty where nobody asks for another: Levenberg-Marquardt, which reaches rounding,
  /// where it can minimise them; Adam in batches for labels of many rows; else L-BFGS.
  ///
  /// L-BFGS on the whole table follows the labels of the rows that it sees: with thousands of them and a network of thousands of
  /// parameters Adam with weight decay and averaging generalises better and takes less time.
  ///
  /// - Parameter rows: The rows to learn from; 0 where that is not known.
  package static func suited(to loss: Loss, _ penalty: TrainingOptions.Penalty = .none, rows: Int = 0)
    -> Optimizer
  {
    if loss == .meanSquaredError, penalty == .none { return .levenbergMarquardt() }
    return loss.target != .numbers && rows >= rowsForBatches ? .adam(.generalizing) : .lbfgs()
  }

  /// Rows from which labels are learnt in batches: below it a batch is a good part of the table.
  private static let rowsForBatches = 2_000

  /// The number of steps where nobody asks for another: 200 of those that see the whole table, `epochs(rows:)` of Adam.
  ///
  /// - Parameter rows: The rows to learn from.
  package func steps(rows: Int) -> Int {
    guard case .adam(let options) = self else { return 200 }
    return options.epochs(rows: rows) * options.stepsPerEpoch(rows: rows)
  }

  /// Steps between two questions whether a checkpoint is due: a step of Adam is a mini-batch, one of the others a pass
  /// over the whole table.
  package var checkpointInterval: Int { if case .adam = self { 50 } else { 1 } }

  /// Whether steps see a part of the table only.
  var usesBatches: Bool { batchSize != nil }
}

extension Optimizer.Adam {
  /// What generalises well from some thousand rows to some million: batches of 512, half a cosine of step lengths, weight
  /// decay, and the mean of the last steps' parameters. Found in the study of multijet events under
  /// `Examples/HighEnergyPhysics` on its validation events, where its networks of 64 nodes are ahead of L-BFGS.
  public static let generalizing: Optimizer.Adam = {
    var options = Optimizer.Adam()
    options.rate = 5e-3
    options.weightDecay = 0.5
    options.averaging = 0.998
    options.batchSize = 512
    options.schedule = .cosine(final: 0)
    return options
  }()

  /// The number of steps that see every row once.
  ///
  /// - Parameter rows: The rows to learn from.
  package func stepsPerEpoch(rows: Int) -> Int {
    let batch = max(1, min(batchSize ?? rows, rows))
    return max(1, (rows + batch - 1) / batch)
  }

  /// Epochs where nobody asks for another number: 50, and as many more on small tables as make 1000 steps, since a schedule needs
  /// steps.
  ///
  /// - Parameter rows: The rows to learn from.
  package func epochs(rows: Int) -> Int {
    let perEpoch = stepsPerEpoch(rows: rows)
    return max(50, (1000 + perEpoch - 1) / perEpoch)
  }
}
