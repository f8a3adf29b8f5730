/// Adam on an objective of this process.
final class ObjectiveAdam<Objective: DifferentiableObjective>: AdamWork {
  private let objective: Objective
  private let memory: AdamMemory<Objective.Scalar>

  init(_ objective: Objective, from state: AdamState) {
    self.objective = objective
    memory = AdamMemory(objective, state)
  }

  func step(_ step: AdamStep, batch: AdamBatch?) -> AdamOutcome {
    let (value, gradient) = objective.batchGradient(
      at: memory.here.pointer, rows: batch.map { $0.order[$0.places] })
    guard value.isFinite else { return .valueNotFinite(value) }
    let root = step.corrections.square.squareRoot()
    guard
      memory.move(
        rate: step.rate * root / step.corrections.gradient, step.options,
        epsilon: step.options.epsilon * root,
        gradient: gradient)
    else { return .gradientNotFinite }
    if step.options.weightDecay != 0 { memory.decay(rate: step.rate, strength: step.options.weightDecay) }
    if objective.hasProximalPart { applyProximalStep(step) }
    if let share = step.share { memory.average(share: share) }
    return .moved(value: value)
  }

  private func applyProximalStep(_ step: AdamStep) {
    var parameters = memory.parameters
    objective.applyProximalStep(
      &parameters,
      steps: objective.load(memory.means.square.pointer).map {
        step.rate / (($0 / step.corrections.square).squareRoot() + step.options.epsilon)
      })
    objective.store(parameters, into: memory.here.pointer)
  }

  func undo() { memory.undo() }
  var parameters: [Double] { memory.parameters }
  var averagedParameters: [Double]? { memory.averagedParameters }
  func write(into state: inout AdamState) { memory.write(into: &state) }
}
