/// A step length that satisfies the strong Wolfe conditions.
///
/// Source: Nocedal & Wright, Numerical Optimization, 2nd ed., algorithms 3.5 (bracketing) and 3.6 (zoom), with
/// cubic interpolation. A value that is not finite counts as too long a step.
struct WolfeLineSearch {
  /// A trial: its step length, value, slope along the direction, and parameters.
  struct Point {
    var step: Double
    var value: Double
    var slope: Double
    var parameters: [Double]
    var gradient: [Double]
  }

  let parameters: [Double]
  let direction: [Double]
  let value: Double
  let slope: Double
  let decrease: Double
  let curvature: Double
  /// Trials whose value was not finite.
  private(set) var rollbacks = 0
  private var evaluations = 0

  init(
    parameters: [Double], direction: [Double], value: Double, slope: Double, decrease: Double,
    curvature: Double
  ) {
    self.parameters = parameters
    self.direction = direction
    self.value = value
    self.slope = slope
    self.decrease = decrease
    self.curvature = curvature
  }

  /// The accepted point, or `nil` if no step lowers the value.
  mutating func run(from first: Double, _ objective: some DifferentiableObjective) -> Point? {
    var previous = Point(step: 0, value: value, slope: slope, parameters: parameters, gradient: [])
    var step = first
    while evaluations < 30 {
      let trial = evaluate(step, objective)
      if !isLower(trial) || (previous.step > 0 && trial.value >= previous.value) {
        return zoom(low: previous, high: trial, objective)
      }
      if isFlat(trial) { return trial }
      if trial.slope >= 0 { return zoom(low: trial, high: previous, objective) }
      previous = trial
      step *= 2
    }
    return previous.step > 0 ? previous : nil
  }

  /// Shrinks a bracket whose lower end is the best point so far.
  private mutating func zoom(
    low: Point, high: Point, _ objective: some DifferentiableObjective
  ) -> Point? {
    var (low, high) = (low, high)
    while evaluations < 30 {
      let trial = evaluate(interpolate(low, high), objective)
      if !isLower(trial) || trial.value >= low.value {
        high = trial
      } else {
        if isFlat(trial) { return trial }
        if trial.slope * (high.step - low.step) >= 0 { high = low }
        low = trial
      }
      if abs(high.step - low.step) <= 1e-14 * max(high.step, low.step) { break }
    }
    // Rounding hides the curvature near a minimum; any decrease is then good enough.
    return low.step > 0 && low.value < value ? low : nil
  }

  /// The minimum of the cubic through both ends (Nocedal & Wright, eq. 3.59), kept off the ends.
  private func interpolate(_ a: Point, _ b: Point) -> Double {
    let middle = 0.5 * (a.step + b.step)
    guard b.value.isFinite, b.slope.isFinite else { return a.step + 0.1 * (b.step - a.step) }
    let d1 = a.slope + b.slope - 3 * (a.value - b.value) / (a.step - b.step)
    let square = d1 * d1 - a.slope * b.slope
    guard square >= 0 else { return middle }
    let d2 = square.squareRoot() * (b.step > a.step ? 1 : -1)
    let step = b.step - (b.step - a.step) * (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2)
    let margin = 0.1 * abs(b.step - a.step)
    guard step.isFinite, abs(step - a.step) >= margin, abs(step - b.step) >= margin,
      (step - a.step) * (step - b.step) < 0
    else { return middle }
    return step
  }

  private func isLower(_ point: Point) -> Bool {
    point.value.isFinite && point.slope.isFinite && point.value <= value + decrease * point.step * slope
  }

  private func isFlat(_ point: Point) -> Bool { abs(point.slope) <= -curvature * slope }

  private mutating func evaluate(_ step: Double, _ objective: some DifferentiableObjective) -> Point {
    evaluations += 1
    let place = parameters.indices.map { parameters[$0] + step * direction[$0] }
    var gradient = [Double](repeating: 0, count: place.count)
    let value = objective.value(at: place, gradient: &gradient)
    if !value.isFinite { rollbacks += 1 }
    return Point(
      step: step, value: value, slope: Double.dot(gradient.count, gradient, direction), parameters: place,
      gradient: gradient)
  }
}
