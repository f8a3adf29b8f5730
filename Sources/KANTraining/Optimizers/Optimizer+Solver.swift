extension Optimizer {
  /// A solver of this optimiser, started or resumed from `state`.
  ///
  /// - Parameters:
  ///   - objective: The objective to minimise.
  ///   - residuals: Makes the residuals whose mean square the objective is, only for Levenberg-Marquardt; `nil` if there are none,
  ///     since only networks have them.
  ///   - parameters: The start.
  ///   - totalSteps: The number of steps of the schedule of the step length.
  ///   - seed: The seed of the order of mini-batches.
  ///   - state: The state of an earlier run of the same optimiser.
  /// - Throws: `TrainingError` if there are no residuals or `state` belongs to another optimiser.
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
    default: throw .checkpointMismatch(reason: "it was written by an optimiser other than \(name)")
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

  /// The number of samples per step; `nil` for all.
  var batchSize: Int? { if case .adam(let options) = self { options.batchSize } else { nil } }
}
