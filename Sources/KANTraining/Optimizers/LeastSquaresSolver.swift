/// Levenberg-Marquardt on a `LeastSquaresObjective`, one step at a time.
///
/// Damping scales with diag(A) (Marquardt 1963, floor relative to the largest entry), λ follows Nielsen's
/// gain-ratio rule (Nielsen, Damping parameter in Marquardt's method, IMM-REP-1999-05). A rejected step
/// tries a larger λ on the same normal equations. With acceleration a step δ becomes δ + ½δ″, where δ″ follows from the
/// second derivative of the residuals along δ (Transtrum & Sethna, arXiv 1201.5885). Its state is a value, so that runs resume bit for bit.
struct LeastSquaresSolver<Objective: LeastSquaresObjective>: FullBatchSolver {
  private let objective: Objective
  let options: Optimizer.LevenbergMarquardt
  private(set) var state: LeastSquaresState
  private let equations: NormalEquations
  private let factor: Buffer<Double>
  private var scales: [Double]

  /// The floor of the scaling, relative to the largest entry of diag(A).
  private static var scaleFloor: Double { 1e-10 }
  /// Trials of one step, each with a larger λ.
  private static var trials: Int { 16 }

  /// Starts at `parameters`, or resumes from the state `resuming`.
  init(
    _ options: Optimizer.LevenbergMarquardt, _ objective: Objective, parameters: [Double],
    resuming: LeastSquaresState? = nil
  ) {
    (self.options, self.objective) = (options, objective)
    state =
      resuming
      ?? LeastSquaresState(
        parameters: parameters, meanSquare: objective.meanSquare(at: parameters),
        damping: options.initialDamping)
    equations = NormalEquations(size: parameters.count)
    factor = Buffer(count: equations.leading * equations.leading, repeating: 0)
    scales = [Double](repeating: 1, count: parameters.count)
  }

  var parameters: [Double] { state.parameters }
  var value: Double { state.meanSquare }
  var rollbacks: Int { state.rollbacks }
  var snapshot: SolverState { .leastSquares(state) }

  /// One accepted step, or the reason why there is none.
  mutating func step() -> StepOutcome {
    let before = state.meanSquare
    guard before.isFinite else { return .stuck }
    objective.linearise(at: state.parameters, into: equations)
    guard isLinearised else { return .stuck }
    setScales()
    guard scaledGradient > options.gradientTolerance * before.squareRoot() else { return .converged }

    for _ in 0..<Self.trials {
      guard let (step, predicted) = solve() else {
        raiseDamping()
        continue
      }
      // A prediction that is NaN is no convergence: the trial is not finite either and raises the damping.
      if predicted <= 1e-17 * before { return .converged }
      guard let bend = bend(of: step) else {
        raiseDamping()
        continue
      }
      let trial = state.parameters.indices.map { state.parameters[$0] + step[$0] + 0.5 * bend[$0] }
      let value = objective.meanSquare(at: trial)
      let gain = (before - value) / predicted
      if value.isFinite, gain > 1e-4 {
        accept(trial, value, gain: gain)
        state.stalls = before - value <= options.relativeTolerance * before ? state.stalls + 1 : 0
        return state.stalls >= 2 ? .converged : .moved
      }
      if !value.isFinite { state.rollbacks += 1 }
      raiseDamping()
    }
    return .stuck
  }

  private mutating func accept(_ parameters: [Double], _ value: Double, gain: Double) {
    state.parameters = parameters
    state.meanSquare = value
    state.steps += 1
    let excess = 2 * gain - 1
    let factor = options.accelerates ? 0.2 : max(0.1, 1 - excess * excess * excess)
    state.damping = max(state.damping * factor, 1e-16)
    state.growth = 2
  }

  /// δ″ of (A + (λ + ridge)·D²)·δ″ = −Jᵀr″; zero if it is not known, `nil` if it is so large compared with δ that the second order
  /// is meaningless.
  private func bend(of step: [Double]) -> [Double]? {
    let none = [Double](repeating: 0, count: step.count)
    guard options.accelerates, let curvature = objective.curvature(at: state.parameters, along: step),
      curvature.allSatisfy(\.isFinite)
    else { return none }
    let bend = solve(curvature.indices.map { -curvature[$0] })
    var (own, other) = (0.0, 0.0)
    for n in step.indices {
      own += bend[n] * bend[n] * scales[n] * scales[n]
      other += step[n] * step[n] * scales[n] * scales[n]
    }
    return own.squareRoot() <= 0.375 * other.squareRoot() ? bend : nil
  }

  private mutating func raiseDamping() {
    state.damping = max(state.damping, 1e-12) * state.growth
    state.growth *= 2
  }

  /// Whether the normal equations are finite: residuals may be finite where their slopes are not, as at the end of a square root.
  /// A gradient that is NaN would pass for a vanishing one, since `max` and comparisons ignore NaN.
  private var isLinearised: Bool {
    scales.indices.allSatisfy { equations[$0, $0].isFinite && equations.gradient($0).isFinite }
  }

  /// D = diag(A)^½ with a floor, so that the scaled matrix has a unit diagonal.
  private mutating func setScales() {
    var largest = 0.0
    for n in scales.indices { largest = max(largest, equations[n, n]) }
    let floor = largest > 0 ? largest * Self.scaleFloor : 1
    for n in scales.indices { scales[n] = max(equations[n, n], floor).squareRoot() }
  }

  /// max |gₙ|/Dₙ, in units of the residual.
  private var scaledGradient: Double {
    var largest = 0.0
    for n in scales.indices { largest = max(largest, abs(equations.gradient(n)) / scales[n]) }
    return largest
  }

  /// δ of (A + (λ + ridge)·D²)·δ = −g and the decrease of F that the model predicts; `nil` if the matrix is not positive definite.
  private func solve() -> (step: [Double], predicted: Double)? {
    let leading = equations.leading
    let size = equations.size
    let damping = state.damping + options.ridge
    let inverse = scales.map { 1 / $0 }
    for n in 0..<size {
      let source = equations.matrix.pointer + n * leading
      let row = factor.pointer + n * leading
      let own = inverse[n]
      for m in n..<size { row[m] = source[m] * own * inverse[m] }
      row[n] += damping
    }
    guard Cholesky.factorise(factor.pointer, size: size, leading: leading, tiny: 1e-15) else { return nil }
    let step = solve((0..<size).map { -equations.gradient($0) })
    // F falls by −gᵀδ + λ·‖Dδ‖² in the linear model.
    var predicted = 0.0
    for n in 0..<size {
      predicted += step[n] * (damping * step[n] * scales[n] * scales[n] - equations.gradient(n))
    }
    return (step, predicted)
  }

  /// x of (A + (λ + ridge)·D²)·x = b by the factor of the last damping.
  private func solve(_ right: [Double]) -> [Double] {
    var x = right.indices.map { right[$0] / scales[$0] }
    x.withUnsafeMutableBufferPointer { buffer in
      guard let b = buffer.baseAddress else { return }
      Cholesky.solve(factor.pointer, size: equations.size, leading: equations.leading, b)
    }
    for n in x.indices { x[n] /= scales[n] }
    return x
  }
}
