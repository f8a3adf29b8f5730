import KANNumerics

/// Adam with mini-batches on a `DifferentiableObjective`, one step at a time.
///
/// A step whose value or gradient is not finite is undone and the step length halved.
struct AdamSolver<Objective: DifferentiableObjective>: Solver {
  private let objective: Objective
  let options: Optimizer.Adam
  /// The number of steps of the schedule.
  let totalSteps: Int
  /// The state except the vectors, which `work` holds from the first step on.
  private var place: AdamState
  private var work: (any AdamWork)?
  /// The value of the last batch.
  private(set) var batchValue = Double.nan
  private var order: [Int] = []
  private var orderEpoch = -1

  /// Starts, or resumes from a state of an earlier run.
  init(_ options: Optimizer.Adam, _ objective: Objective, totalSteps: Int, state: AdamState) {
    (self.options, self.objective) = (options, objective)
    self.totalSteps = totalSteps
    place = state
    if options.averaging != nil, place.average == nil { place.average = place.parameters }
  }

  /// The complete state on which the next step depends. O(number of parameters).
  var state: AdamState {
    var state = place
    work?.write(into: &state)
    return state
  }

  var snapshot: SolverState { .adam(state) }

  var parameters: [Double] {
    guard let work else { return place.average ?? place.parameters }
    return work.averagedParameters ?? work.parameters
  }

  var rollbacks: Int { place.rollbacks }

  /// The value of the last batch; NaN before the first.
  var shownValue: Double { batchValue }

  var showsBatch: Bool { stepsPerEpoch > 1 }

  /// Once per epoch, since an evaluation costs about as much as an epoch.
  var lookInterval: Int { max(10, stepsPerEpoch) }

  mutating func valueAtLook(_ parameters: [Double], isExact: Bool) -> Double {
    defer { place.batchValues = nil }
    if !isExact, let mean = place.batchValues?.value { return mean }
    return objective.value(at: parameters)
  }

  private var batchSize: Int { min(options.batchSize ?? objective.sampleCount, objective.sampleCount) }

  /// The number of steps that use every sample once.
  private var stepsPerEpoch: Int { (objective.sampleCount + batchSize - 1) / batchSize }

  /// One step on the next batch.
  mutating func step() -> StepOutcome {
    let work = work ?? begin()
    self.work = work
    let (samples, batch) = (objective.sampleCount, batchSize)
    var rows: AdamBatch?
    if batch < samples {
      if orderEpoch != place.epoch, !drawsBatches {
        var random = SeededRandom(seed: place.seed).stream(UInt64(place.epoch))
        order = random.shuffled(Array(0..<samples))
        orderEpoch = place.epoch
      }
      rows = AdamBatch(
        order: order, epoch: place.epoch, places: place.position..<min(place.position + batch, samples))
    }
    switch work.step(nextStep, batch: rows) {
    case .moved(let value):
      batchValue = value
      place.steps += 1
      place.rollbacksInRow = 0
      place.batchValues = place.batchValues ?? RunningMean()
      place.batchValues?.add(value)
      advance(by: batch, of: samples)
      return .moved
    case .valueNotFinite(let value):
      batchValue = value
      return rollBack(work)
    case .gradientNotFinite:
      batchValue = .nan
      place.meansStart = place.steps
      return rollBack(work)
    case .failed: return .failed
    }
  }

  private var drawsBatches: Bool { (objective as? any AdamHost)?.drawsBatches ?? false }

  /// Places Adam's vectors where the objective keeps them, by default in this process.
  private func begin() -> any AdamWork {
    (objective as? any AdamHost)?.adam(from: place) ?? ObjectiveAdam(objective, from: place)
  }

  /// The step length and the other numbers that change from step to step.
  private var nextStep: AdamStep {
    let age = place.steps - (place.meansStart ?? 0) + 1
    return AdamStep(
      options: options, rate: options.rate(step: place.steps, of: totalSteps) * place.rateFactor,
      corrections: (
        options.biasCorrection(options.beta1, after: age), options.biasCorrection(options.beta2, after: age)
      ), share: options.averaging.map { max(1 - $0, 1 / Double(place.steps + 1)) })
  }

  private mutating func advance(by batch: Int, of samples: Int) {
    place.position += batch
    if place.position >= samples {
      place.position = 0
      place.epoch += 1
    }
  }

  /// Returns to the start of the last step, with half the step length; gives up after 30 times in a row.
  private mutating func rollBack(_ work: any AdamWork) -> StepOutcome {
    place.rollbacks += 1
    place.rollbacksInRow += 1
    place.rateFactor *= 0.5
    guard place.rollbacksInRow <= 30 else { return .diverged }
    work.undo()
    return .moved
  }
}
