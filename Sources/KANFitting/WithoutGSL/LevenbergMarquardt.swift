import KANNumerics

/// Nonlinear least squares by damped Gauss-Newton steps: (JᵀJ + μ·DᵀD)·δ = −Jᵀr.
///
/// Sources: Levenberg (1944) and Marquardt (1963) for the damping; Moré, Lecture Notes in Mathematics 630 (1978) 105, for the scaling D;
/// Nielsen, report IMM-REP-1999-05, Technical University of Denmark, for the rule by which μ shrinks and grows; Transtrum & Sethna,
/// arXiv 1201.5885, for the acceleration along the geodesic.
package struct LevenbergMarquardt {
  /// The limits and choices of the fit.
  package let settings: NonlinearLeastSquares

  /// μ of the first step, in units of the scaled JᵀJ.
  private static let firstDamping = 1e-3
  /// The number of consecutive rejected steps after which the fit stops.
  private static let refusals = 15
  /// The largest permitted ratio of acceleration to step.
  private static let acceleration = 0.75
  /// The fraction of a step at which its second derivative is evaluated.
  private static let probe = 0.02

  /// A solver with these settings.
  package init(settings: NonlinearLeastSquares) { self.settings = settings }

  /// The parameters that minimise Σ r² near `start`; arguments and errors as for `NonlinearLeastSquares.fit`.
  package func fit(
    start: [Double], residualCount: Int, evaluate: NonlinearLeastSquares.Evaluation
  ) throws(FittingError) -> FitResult {
    guard !settings.isStopped() else { throw .stopped }
    var point = Point(parameters: start, residualCount: residualCount)
    point.evaluate(evaluate)
    if let bad = point.firstBadResidual { throw .notFiniteAtStart(residual: bad) }
    var scales = point.lengthsOfColumns(settings.scaling, largest: nil)
    var damping = Damping(first: Self.firstDamping * point.largestScaledCurvature(scales))
    var converged = start.isEmpty || isFlat(point)
    var steps = 0
    while !converged, steps < settings.maximumSteps {
      let solver = DampedSolver(point: point, scales: scales, method: settings.method)
      var next: (point: Point, gain: Double)?
      for _ in 0..<Self.refusals {
        guard !settings.isStopped() else { throw .stopped }
        guard let step = solver.step(damping: damping.value) else {
          damping.grow()
          continue
        }
        if isSmall(step.shift, at: point) {
          converged = true
          break
        }
        if step.expectedGain <= .ulpOfOne * point.sumOfSquares {
          // Rounding hides the gain; the gradient shows whether the last digits still improve.
          next = flatter(step, from: point, scales: scales, evaluate: evaluate).map { ($0, 1) }
          converged = next == nil
          break
        }
        next = accepted(step, from: point, solver: solver, damping: damping.value, evaluate: evaluate)
        if next != nil { break }
        damping.grow()
      }
      guard let next else { break }
      point = next.point
      damping.shrink(gain: next.gain)
      scales = point.lengthsOfColumns(settings.scaling, largest: scales)
      steps += 1
      converged = isFlat(point)
    }
    return FitResult(
      parameters: point.parameters, sumOfSquares: point.sumOfSquares,
      unscaledCovariance: DampedSolver.covariance(of: point, method: settings.method),
      residualCount: residualCount, steps: steps, converged: converged)
  }

  /// The point after a step if it reduces the sum of squares, and the ratio of the actual to the expected reduction.
  private func accepted(
    _ step: DampedSolver.Step, from point: Point, solver: DampedSolver, damping: Double,
    evaluate: NonlinearLeastSquares.Evaluation
  ) -> (point: Point, gain: Double)? {
    var shift = step.shift
    if settings.isAccelerated {
      guard let bend = bend(of: step, from: point, solver: solver, damping: damping, evaluate: evaluate)
      else { return nil }
      for c in shift.indices { shift[c] += bend[c] / 2 }
    }
    var next = point.moved(by: shift)
    next.evaluateResiduals(evaluate)
    guard next.firstBadResidual == nil else { return nil }
    let gain = (point.sumOfSquares - next.sumOfSquares) / step.expectedGain
    guard gain > 0 else { return nil }
    next.evaluate(evaluate)
    return next.firstBadResidual == nil ? (next, gain) : nil
  }

  /// The point after a step if it at least halves the gradient.
  private func flatter(
    _ step: DampedSolver.Step, from point: Point, scales: [Double],
    evaluate: NonlinearLeastSquares.Evaluation
  ) -> Point? {
    var next = point.moved(by: step.shift)
    next.evaluate(evaluate)
    guard next.firstBadResidual == nil else { return nil }
    func slope(_ point: Point) -> Double {
      zip(point.gradient, scales).reduce(0) { max($0, abs($1.0 / $1.1)) }
    }
    return slope(next) < slope(point) / 2 ? next : nil
  }

  /// The geodesic acceleration of a step; `nil` if it is not small compared with the step.
  private func bend(
    of step: DampedSolver.Step, from point: Point, solver: DampedSolver, damping: Double,
    evaluate: NonlinearLeastSquares.Evaluation
  ) -> [Double]? {
    let h = Self.probe
    var near = point.moved(by: step.shift.map { h * $0 })
    near.evaluateResiduals(evaluate)
    guard near.firstBadResidual == nil else { return nil }
    let slope = point.directionalDerivative(along: step.shift)
    let second = slope.indices.map { 2 / h * ((near.residuals[$0] - point.residuals[$0]) / h - slope[$0]) }
    guard let bend = solver.solution(of: second, damping: damping) else { return nil }
    let (size, length) = (solver.scaledLength(bend), solver.scaledLength(step.shift))
    return size <= Self.acceleration / 2 * length ? bend : nil
  }

  private func isSmall(_ shift: [Double], at point: Point) -> Bool {
    let tolerance = settings.stepTolerance
    return zip(shift, point.parameters).allSatisfy { abs($0) <= tolerance * (abs($1) + tolerance) }
  }

  private func isFlat(_ point: Point) -> Bool {
    let bound = settings.gradientTolerance * max(1, point.sumOfSquares / 2)
    return zip(point.gradient, point.parameters).allSatisfy { abs($0) * max(1, abs($1)) <= bound }
  }
}

/// Nielsen's rule for μ.
private struct Damping {
  private(set) var value: Double
  private var growth = 2.0

  init(first: Double) { value = first }

  mutating func grow() {
    value *= growth
    growth *= 2
  }

  /// `gain`: the actual reduction over that expected by the linear model.
  mutating func shrink(gain: Double) {
    let miss = 2 * gain - 1
    value *= max(1.0 / 3, 1 - miss * miss * miss)
    growth = 2
  }
}
