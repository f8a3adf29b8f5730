extension Optimizer {
  /// The optimiser at work: started, or going on from `state`.
  ///
  /// - Parameters:
  ///   - objective: What is made small.
  ///   - residuals: Makes the residuals whose mean square that is, for Levenberg-Marquardt only; `nil` where there are
  ///     none, since only networks have them.
  ///   - parameters: The start.
  ///   - totalSteps: The number of steps that the schedule of the step length runs over.
  ///   - seed: The order of mini-batches follows from it.
  ///   - state: That of an earlier run of the same optimiser.
  /// - Throws: `TrainingError` where there are no residuals or `state` is of another optimiser.
  func solver(
    for objective: any DifferentiableObjective, residuals: @autoclosure () -> (any LeastSquaresObjective)?,
    parameters: [Double], totalSteps: Int, seed: UInt64, resuming state: SolverState? = nil
  ) throws(TrainingError) -> any Solver {
    switch (self, state) {
    case (.adam(let options), nil):
      return Self.adam(options, objective, totalSteps, AdamState(parameters: parameters, seed: seed))
    case (.adam(let options), .adam(let state)): return Self.adam(options, objective, totalSteps, state)
    case (.lbfgs(let options), nil): return Self.lbfgs(options, objective, parameters, nil)
    case (.lbfgs(let options), .lbfgs(let state)): return Self.lbfgs(options, objective, parameters, state)
    case (.levenbergMarquardt(let options), nil):
      guard let residuals = residuals() else { throw .modelNotSupported(optimizer: name) }
      return Self.leastSquares(options, residuals, parameters, nil)
    case (.levenbergMarquardt(let options), .leastSquares(let state)):
      guard let residuals = residuals() else { throw .modelNotSupported(optimizer: name) }
      return Self.leastSquares(options, residuals, parameters, state)
    default: throw .checkpointMismatch(reason: "it was written by another optimiser than \(name)")
    }
  }

  private static func adam(
    _ options: Optimizer.Adam, _ objective: some DifferentiableObjective, _ totalSteps: Int,
    _ state: AdamState
  ) -> any Solver { AdamSolver(options, objective, totalSteps: totalSteps, state: state) }

  private static func lbfgs(
    _ options: Optimizer.LBFGS, _ objective: some DifferentiableObjective, _ parameters: [Double],
    _ state: LBFGSState?
  ) -> any Solver { LBFGSSolver(options, objective, parameters: parameters, resuming: state) }

  private static func leastSquares(
    _ options: Optimizer.LevenbergMarquardt, _ residuals: some LeastSquaresObjective, _ parameters: [Double],
    _ state: LeastSquaresState?
  ) -> any Solver { LeastSquaresSolver(options, residuals, parameters: parameters, resuming: state) }

  /// Samples a step; `nil` for all of them.
  var batchSize: Int? { if case .adam(let options) = self { options.batchSize } else { nil } }
}
