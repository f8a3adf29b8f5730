import Testing

@testable import KANTraining

/// What every optimiser must do, whichever it is.
@Suite struct SolverTests {
  static let optimizers: [Optimizer] = [.adam(), .lbfgs(), .levenbergMarquardt()]

  private func solver(
    _ optimizer: Optimizer, resuming state: SolverState? = nil
  ) throws -> (any Solver, SmallProblem) {
    let problem = SmallProblem.all[0]
    let solver = try optimizer.solver(
      for: problem, residuals: problem, parameters: problem.start, totalSteps: 40, seed: 1, resuming: state)
    return (solver, problem)
  }

  @Test(arguments: optimizers)
  func goesDownAndKnowsWhereItIs(optimizer: Optimizer) throws {
    var (solver, problem) = try solver(optimizer)
    #expect(solver.parameters == problem.start && solver.rollbacks == 0 && !solver.showsBatch)
    for _ in 0..<10 { #expect(solver.step() == .moved) }
    let value = problem.value(at: solver.parameters)
    #expect(value < problem.value(at: problem.start))
    #expect(solver.valueAtLook(solver.parameters, isExact: true) == value)
    #expect(solver.lookInterval == (optimizer.name == "adam" ? 10 : 1))
  }

  @Test(arguments: optimizers)
  func goesOnFromItsSnapshotBitForBit(optimizer: Optimizer) throws {
    var (whole, _) = try solver(optimizer)
    for _ in 0..<7 { _ = whole.step() }
    let state = whole.snapshot
    #expect(state.vectors.allSatisfy { $0.count == 2 } && state.fits(samples: 1))
    var (resumed, _) = try solver(optimizer, resuming: state)
    for _ in 0..<7 { #expect(whole.step() == resumed.step()) }
    #expect(whole.snapshot == resumed.snapshot)
    for other in Self.optimizers where other.name != optimizer.name {
      #expect(throws: TrainingError.self) { try solver(other, resuming: state) }
    }
  }

  @Test func onlyAdamHasBatches() {
    #expect(Self.optimizers.map(\.batchSize) == [1024, nil, nil])
  }

  @Test func leastSquaresNeedsResiduals() {
    let problem = SmallProblem.all[0]
    #expect(throws: TrainingError.modelNotSupported(optimizer: "lm")) {
      try Optimizer.levenbergMarquardt().solver(
        for: problem, residuals: nil, parameters: problem.start, totalSteps: 1, seed: 1)
    }
  }

  @Test func aStateOutsideItsTableDoesNotFit() {
    var state = AdamState(parameters: [1, 2], seed: 1)
    state.position = 5
    #expect(SolverState.adam(state).fits(samples: 6) && !SolverState.adam(state).fits(samples: 5))
  }

  @Test func statesNameAllTheirVectors() {
    let quasi = LBFGSState(
      parameters: [1], value: 0, gradient: [2], pairs: [LBFGSState.Pair(s: [3], y: [4])])
    #expect(SolverState.lbfgs(quasi).vectors == [[1], [2], [3], [4]])
    let squares = LeastSquaresState(parameters: [5], meanSquare: 1, damping: 1e-3)
    #expect(SolverState.leastSquares(squares).vectors == [[5]])
    #expect(AdamState(parameters: [6], seed: 1).vectors == [[6], [0], [0], [6], [6]])
  }

  @Test func adamForgetsItsMeans() {
    let means = AdamMeans<Float>(count: 3)
    (means.gradient.pointer[1], means.square.pointer[2]) = (1, 2)
    means.clear()
    #expect(means.gradient.pointer[1] == 0 && means.square.pointer[2] == 0)
  }
}
