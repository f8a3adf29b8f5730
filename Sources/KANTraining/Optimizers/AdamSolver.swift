import KANNumerics

/// Adam with mini-batches on a `DifferentiableObjective`, one step at a time.
///
/// A step whose value or gradient is not finite is undone and the step length halved.
struct AdamSolver {
  /// All that the next step depends on besides the objective.
  struct State: Hashable, Sendable, Codable {
    var parameters: [Double]
    /// The running means of the gradient and of its square.
    var mean: [Double]
    var square: [Double]
    var steps = 0
    /// The position in the shuffled samples; the order of an epoch follows from the seed and its number.
    var epoch = 0
    var position = 0
    var seed: UInt64
    /// What roll-backs made of the step length.
    var rateFactor = 1.0
    var rollbacks = 0
    var rollbacksInRow = 0
    /// Parameters and means before the last step, to return to.
    var lastParameters: [Double]
    var lastMean: [Double]
    var lastSquare: [Double]

    init(parameters: [Double], seed: UInt64) {
      self.parameters = parameters
      self.seed = seed
      mean = [Double](repeating: 0, count: parameters.count)
      square = mean
      (lastParameters, lastMean, lastSquare) = (parameters, mean, mean)
    }
  }

  let options: AdamOptions
  /// The number of steps the schedule runs over.
  let totalSteps: Int
  private(set) var state: State
  /// The value of the last batch.
  private(set) var batchValue = Double.nan
  private var gradient: [Double]
  private var order: [Int] = []
  private var orderEpoch = -1

  init(_ options: AdamOptions, totalSteps: Int, state: State) {
    self.options = options
    self.totalSteps = totalSteps
    self.state = state
    gradient = [Double](repeating: 0, count: state.parameters.count)
  }

  /// The number of steps that see every sample once.
  func stepsPerEpoch(samples: Int) -> Int {
    let batch = min(options.batchSize ?? samples, samples)
    return (samples + batch - 1) / batch
  }

  /// One step on the next batch.
  mutating func step(_ objective: some DifferentiableObjective) -> StepOutcome {
    let samples = objective.sampleCount
    let batch = min(options.batchSize ?? samples, samples)
    if batch == samples {
      batchValue = objective.value(at: state.parameters, gradient: &gradient)
    } else {
      if orderEpoch != state.epoch {
        var random = SeededRandom(seed: state.seed).stream(UInt64(state.epoch))
        order = random.shuffled(Array(0..<samples))
        orderEpoch = state.epoch
      }
      let end = min(state.position + batch, samples)
      batchValue = objective.value(
        at: state.parameters, gradient: &gradient, rows: order[state.position..<end])
    }
    guard batchValue.isFinite, gradient.allSatisfy(\.isFinite) else { return rollBack() }
    state.rollbacksInRow = 0
    advance(by: batch, of: samples)
    move(objective)
    return .moved
  }

  private mutating func advance(by batch: Int, of samples: Int) {
    state.position += batch
    if state.position >= samples {
      state.position = 0
      state.epoch += 1
    }
  }

  /// θ ← θ − rate·m̂/(√v̂ + ε), then the proximal map.
  private mutating func move(_ objective: some DifferentiableObjective) {
    state.lastParameters = state.parameters
    state.lastMean = state.mean
    state.lastSquare = state.square
    let rate = options.rate(step: state.steps, of: totalSteps) * state.rateFactor
    state.steps += 1
    let correction1 = 1 - power(options.beta1, state.steps)
    let correction2 = 1 - power(options.beta2, state.steps)
    let root = correction2.squareRoot()
    Double.adam(
      rate: rate * root / correction1, beta1: options.beta1, beta2: options.beta2,
      epsilon: options.epsilon * root, gradient: gradient, mean: &state.mean, square: &state.square,
      parameters: &state.parameters)
    guard objective.hasProximalPart else { return }
    objective.applyProximalStep(
      &state.parameters,
      steps: state.square.map { rate / (($0 / correction2).squareRoot() + options.epsilon) })
  }

  /// Back to where the last step started, with half the step length; gives up after 30 times in a row.
  private mutating func rollBack() -> StepOutcome {
    state.rollbacks += 1
    state.rollbacksInRow += 1
    state.rateFactor *= 0.5
    guard state.rollbacksInRow <= 30 else { return .stuck }
    state.parameters = state.lastParameters
    state.mean = state.lastMean
    state.square = state.lastSquare
    return .moved
  }
}
