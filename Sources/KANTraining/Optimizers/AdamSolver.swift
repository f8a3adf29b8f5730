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
    /// The parameters before the last step, to return to.
    var lastParameters: [Double]
    /// The step at which the means started anew after a gradient that was not finite.
    var meansStart: Int?
    /// The running mean of the parameters, where one is kept.
    var average: [Double]?
    /// The values of the batches since the mean was last taken.
    var batchValues: RunningMean?

    init(parameters: [Double], seed: UInt64) {
      self.parameters = parameters
      self.seed = seed
      mean = [Double](repeating: 0, count: parameters.count)
      square = mean
      lastParameters = parameters
    }
  }

  let options: AdamOptions
  /// The number of steps the schedule runs over.
  let totalSteps: Int
  /// All but the vectors, which `memory` holds from the first step on.
  private var place: State
  private var memory: (any AdamVectors)?
  /// The value of the last batch.
  private(set) var batchValue = Double.nan
  private var order: [Int] = []
  private var orderEpoch = -1

  init(_ options: AdamOptions, totalSteps: Int, state: State) {
    self.options = options
    self.totalSteps = totalSteps
    place = state
    if options.averaging != nil, place.average == nil { place.average = place.parameters }
  }

  /// All that the next step depends on. O(number of parameters).
  var state: State {
    var state = place
    memory?.write(into: &state)
    return state
  }

  /// The present parameters, or their running mean where one is kept.
  var parameters: [Double] {
    guard let memory else { return place.average ?? place.parameters }
    return memory.averagedParameters ?? memory.parameters
  }
  /// The number of steps undone.
  var rollbacks: Int { place.rollbacks }

  /// The mean of the batches' values since the last call, each before its step; `nil` where there was none.
  mutating func takeMeanValue() -> Double? {
    defer { place.batchValues = nil }
    return place.batchValues?.value
  }

  /// The number of steps that see every sample once.
  func stepsPerEpoch(samples: Int) -> Int {
    let batch = min(options.batchSize ?? samples, samples)
    return (samples + batch - 1) / batch
  }

  /// One step on the next batch.
  mutating func step<Objective: DifferentiableObjective>(_ objective: Objective) -> StepOutcome {
    let memory = memory as? AdamMemory<Objective.Scalar> ?? AdamMemory(objective, place)
    self.memory = memory
    let samples = objective.sampleCount
    let batch = min(options.batchSize ?? samples, samples)
    var rows: ArraySlice<Int>?
    if batch < samples {
      if orderEpoch != place.epoch {
        var random = SeededRandom(seed: place.seed).stream(UInt64(place.epoch))
        order = random.shuffled(Array(0..<samples))
        orderEpoch = place.epoch
      }
      rows = order[place.position..<min(place.position + batch, samples)]
    }
    let (value, gradient) = objective.batchGradient(at: memory.here.pointer, rows: rows)
    batchValue = value
    guard value.isFinite, move(objective, memory, gradient) else { return rollBack(memory) }
    place.rollbacksInRow = 0
    place.batchValues = place.batchValues ?? RunningMean()
    place.batchValues?.add(value)
    advance(by: batch, of: samples)
    return .moved
  }

  private mutating func advance(by batch: Int, of samples: Int) {
    place.position += batch
    if place.position >= samples {
      place.position = 0
      place.epoch += 1
    }
  }

  /// θ ← θ − rate·m̂/(√v̂ + ε), then the proximal map; false where the gradient is not finite.
  private mutating func move<Objective: DifferentiableObjective>(
    _ objective: Objective, _ memory: AdamMemory<Objective.Scalar>,
    _ gradient: PartialGradients<Objective.Scalar>
  ) -> Bool {
    let rate = options.rate(step: place.steps, of: totalSteps) * place.rateFactor
    let age = place.steps - (place.meansStart ?? 0) + 1
    let correction1 = 1 - power(options.beta1, age)
    let correction2 = 1 - power(options.beta2, age)
    let root = correction2.squareRoot()
    guard
      memory.move(
        rate: rate * root / correction1, options, epsilon: options.epsilon * root, gradient: gradient)
    else {
      batchValue = .nan
      place.meansStart = place.steps
      return false
    }
    place.steps += 1
    if options.weightDecay != 0 { memory.decay(rate: rate, strength: options.weightDecay) }
    defer {
      if let share = options.averaging.map({ max(1 - $0, 1 / Double(place.steps)) }) {
        memory.average(share: share)
      }
    }
    guard objective.hasProximalPart else { return true }
    var parameters = memory.parameters
    objective.applyProximalStep(
      &parameters,
      steps: objective.load(memory.means.square.pointer).map {
        rate / (($0 / correction2).squareRoot() + options.epsilon)
      })
    objective.store(parameters, into: memory.here.pointer)
    return true
  }

  /// Back to where the last step started, with half the step length; gives up after 30 times in a row.
  private mutating func rollBack<Scalar>(_ memory: AdamMemory<Scalar>) -> StepOutcome {
    place.rollbacks += 1
    place.rollbacksInRow += 1
    place.rateFactor *= 0.5
    guard place.rollbacksInRow <= 30 else { return .stuck }
    memory.undo()
    return .moved
  }
}
