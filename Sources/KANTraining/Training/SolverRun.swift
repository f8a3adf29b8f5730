/// One optimiser at work on one objective, whichever it is.
struct SolverRun {
  private enum Solver {
    case adam(AdamSolver)
    case lbfgs(LBFGSSolver)
    case leastSquares(LeastSquaresSolver, NetworkLeastSquares)
  }

  private var solver: Solver
  private let objective: any TrainableObjective

  /// Starts, or goes on from `state`.
  ///
  /// - Parameter leastSquares: Makes the residuals, for Levenberg-Marquardt only; only networks have them.
  init(
    _ optimizer: Optimizer, _ objective: any TrainableObjective,
    leastSquares: @autoclosure () -> NetworkLeastSquares?,
    parameters: [Double], totalSteps: Int, seed: UInt64, resuming state: TrainingState.OptimizerState?
  ) throws(TrainingError) {
    self.objective = objective
    switch (optimizer, state) {
    case (.adam(let options), nil):
      solver = .adam(
        AdamSolver(options, totalSteps: totalSteps, state: .init(parameters: parameters, seed: seed)))
    case (.adam(let options), .adam(let state)):
      solver = .adam(AdamSolver(options, totalSteps: totalSteps, state: state))
    case (.lbfgs(let options), nil):
      solver = .lbfgs(LBFGSSolver(options, objective, parameters: parameters))
    case (.lbfgs(let options), .lbfgs(let state)):
      solver = .lbfgs(LBFGSSolver(options, resuming: state))
    case (.levenbergMarquardt(let options), nil):
      guard let residuals = leastSquares() else { throw .modelNotSupported(optimizer: optimizer.name) }
      solver = .leastSquares(
        LeastSquaresSolver(options, residuals, parameters: parameters, resuming: nil), residuals)
    case (.levenbergMarquardt(let options), .leastSquares(let state)):
      guard let residuals = leastSquares() else { throw .modelNotSupported(optimizer: optimizer.name) }
      solver = .leastSquares(
        LeastSquaresSolver(options, residuals, parameters: parameters, resuming: state), residuals)
    default:
      throw .checkpointMismatch(reason: "it was written by another optimiser than \(optimizer.name)")
    }
  }

  /// One step.
  mutating func step() -> StepOutcome {
    switch solver {
    case .adam(var own):
      defer { solver = .adam(own) }
      return own.step(objective)
    case .lbfgs(var own):
      defer { solver = .lbfgs(own) }
      return own.step(objective)
    case .leastSquares(var own, let residuals):
      defer { solver = .leastSquares(own, residuals) }
      return own.step(residuals)
    }
  }

  /// The present parameters.
  var parameters: [Double] {
    switch solver {
    case .adam(let own): own.parameters
    case .lbfgs(let own): own.state.parameters
    case .leastSquares(let own, _): own.state.parameters
    }
  }

  /// The objective at the present parameters, if the solver knows it.
  var value: Double? {
    switch solver {
    case .adam: nil
    case .lbfgs(let own): own.state.value
    case .leastSquares(let own, _): own.state.meanSquare
    }
  }

  /// What progress reports show: the value, or that of the last batch.
  var shownValue: Double? {
    if case .adam(let own) = solver { own.batchValue } else { value }
  }

  /// Whether what progress reports show is the value of a batch rather than of all samples.
  var showsBatch: Bool {
    if case .adam(let own) = solver { own.stepsPerEpoch(samples: objective.sampleCount) > 1 } else { false }
  }

  /// The objective for the record of a look.
  ///
  /// - Parameters:
  ///   - parameters: The present ones.
  ///   - isExact: Whether it must be that of all samples there. Otherwise Adam gives the mean of its batches since the
  ///     look before, each before its step, which costs nothing.
  mutating func valueAtLook(_ parameters: [Double], isExact: Bool) -> Double {
    if let value { return value }
    var mean: Double?
    if case .adam(var own) = solver {
      mean = own.takeMeanValue()
      solver = .adam(own)
    }
    if !isExact, let mean { return mean }
    return objective.value(at: parameters)
  }

  /// The number of steps undone.
  var rollbacks: Int {
    switch solver {
    case .adam(let own): own.rollbacks
    case .lbfgs(let own): own.state.rollbacks
    case .leastSquares(let own, _): own.state.rollbacks
    }
  }

  /// Steps between two looks at the losses.
  var lookEvery: Int {
    if case .adam(let own) = solver { max(10, own.stepsPerEpoch(samples: objective.sampleCount)) } else { 1 }
  }

  /// The state for a checkpoint.
  var state: TrainingState.OptimizerState {
    switch solver {
    case .adam(let own): .adam(own.state)
    case .lbfgs(let own): .lbfgs(own.state)
    case .leastSquares(let own, _): .leastSquares(own.state)
    }
  }
}
