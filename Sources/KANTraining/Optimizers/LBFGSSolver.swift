/// L-BFGS with a strong Wolfe line search on a `DifferentiableObjective`, one step at a time, full batch.
///
/// Source: Nocedal & Wright, Numerical Optimization, 2nd ed., algorithms 7.4 (two-loop recursion) and 7.5.
struct LBFGSSolver<Objective: DifferentiableObjective>: FullBatchSolver {
  private let objective: Objective
  let options: Optimizer.LBFGS
  private(set) var state: LBFGSState

  /// Starts at `parameters`, or resumes from the state `resuming`.
  init(
    _ options: Optimizer.LBFGS, _ objective: Objective, parameters: [Double], resuming: LBFGSState? = nil
  ) {
    (self.options, self.objective) = (options, objective)
    if let resuming {
      state = resuming
      return
    }
    var gradient = [Double](repeating: 0, count: parameters.count)
    let value = objective.value(at: parameters, gradient: &gradient)
    state = LBFGSState(parameters: parameters, value: value, gradient: gradient)
  }

  var parameters: [Double] { state.parameters }
  var value: Double { state.value }
  var rollbacks: Int { state.rollbacks }
  var snapshot: SolverState { .lbfgs(state) }

  /// One accepted step, or the reason why there is none.
  mutating func step() -> StepOutcome {
    guard state.value.isFinite, state.gradient.allSatisfy(\.isFinite) else { return .stuck }
    guard state.gradient.contains(where: { abs($0) > options.gradientTolerance }) else { return .converged }
    // If the memory misleads, the plain gradient is tried once more.
    for attempt in 0..<2 {
      if attempt == 1 {
        guard !state.pairs.isEmpty else { break }
        state.pairs = []
      }
      let direction = direction()
      let slope = product(direction, state.gradient)
      guard slope < 0 else { continue }
      let first = state.pairs.isEmpty ? min(1, 1 / product(state.gradient, state.gradient).squareRoot()) : 1
      var search = WolfeLineSearch(
        parameters: state.parameters, direction: direction, value: state.value, slope: slope,
        decrease: options.decrease, curvature: options.curvature)
      let point = search.run(from: first, objective)
      state.rollbacks += search.rollbacks
      guard let point else { continue }
      return accept(point)
    }
    return .stuck
  }

  private mutating func accept(_ point: WolfeLineSearch.Point) -> StepOutcome {
    let s = zip(point.parameters, state.parameters).map { $0 - $1 }
    let y = zip(point.gradient, state.gradient).map { $0 - $1 }
    let curvature = product(s, y)
    // Keeps the approximate Hessian positive definite.
    if curvature > 1e-16 * product(y, y).squareRoot() * product(s, s).squareRoot() {
      state.pairs.append(LBFGSState.Pair(s: s, y: y))
      if state.pairs.count > options.memory { state.pairs.removeFirst() }
    }
    let fall = state.value - point.value
    state.stalls = fall <= options.relativeTolerance * abs(state.value) ? state.stalls + 1 : 0
    state.parameters = point.parameters
    state.value = point.value
    state.gradient = point.gradient
    state.steps += 1
    return state.stalls >= 3 ? .converged : .moved
  }

  /// −H·g by the two-loop recursion.
  private func direction() -> [Double] {
    var q = state.gradient
    var factors: [Double] = []
    for pair in state.pairs.reversed() {
      let alpha = product(pair.s, q) / product(pair.s, pair.y)
      factors.append(alpha)
      for n in q.indices { q[n] -= alpha * pair.y[n] }
    }
    if let last = state.pairs.last {
      let scale = product(last.s, last.y) / product(last.y, last.y)
      for n in q.indices { q[n] *= scale }
    }
    for (pair, alpha) in zip(state.pairs, factors.reversed()) {
      let beta = product(pair.y, q) / product(pair.s, pair.y)
      for n in q.indices { q[n] += (alpha - beta) * pair.s[n] }
    }
    for n in q.indices { q[n] = -q[n] }
    return q
  }

  private func product(_ a: [Double], _ b: [Double]) -> Double { Double.dot(a.count, a, b) }
}
