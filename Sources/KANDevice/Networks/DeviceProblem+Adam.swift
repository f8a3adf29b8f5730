import CDevice
import KANTraining

/// Steps of Adam that stay on the card: only a few numbers are copied to it and two are read back.
extension DeviceProblem {
  func begin(_ vectors: AdamVectors) throws {
    try context.enter()
    let adam = try DeviceAdam<Scalar>(
      context, count: plan.parameterCount, samples: batch == nil ? 0 : sampleCount,
      averages: vectors.average != nil)
    try adam.here.write(vectors.parameters.map { Scalar($0) })
    try adam.before.write(vectors.lastParameters.map { Scalar($0) })
    try adam.mean.write(vectors.mean.map { Scalar($0) })
    try adam.square.write(vectors.square.map { Scalar($0) })
    try adam.average?.write((vectors.average ?? []).map { Scalar($0) })
    self.adam = adam
  }

  func step(_ step: AdamStep, batch: AdamBatch?) throws -> AdamOutcome {
    let adam = begun
    try context.enter()
    if let batch, adam.epoch != batch.epoch {
      try adam.order.write(batch.order.map { Int32($0) })
      adam.epoch = batch.epoch
    }
    try self.step.write([numbers(of: step, batch)])
    let graph =
      try adam.graph ?? context.graph { () throws(DeviceError) in try launchStep(options: step.options) }
    adam.graph = graph
    try context.launch(graph)
    let outcome = try outcome.read()[0]
    if !outcome.value.isFinite { return .valueNotFinite(outcome.value) }
    return outcome.gradientIsBad != 0 ? .gradientNotFinite : .moved(value: outcome.value)
  }

  func undo() throws {
    try context.enter()
    try begun.here.copy(begun.before)
  }

  func vectors() throws -> AdamVectors {
    let adam = begun
    try context.enter()
    let count = plan.parameterCount
    func numbers(_ buffer: DeviceBuffer<Scalar>) throws -> [Double] {
      try buffer.read(count).map { Double($0) }
    }
    return AdamVectors(
      parameters: try numbers(adam.here), mean: try numbers(adam.mean), square: try numbers(adam.square),
      lastParameters: try numbers(adam.before), average: try adam.average.map(numbers))
  }

  private var begun: DeviceAdam<Scalar> {
    guard let adam else { preconditionFailure("Adam begins before it takes a step") }
    return adam
  }

  private func numbers(of step: AdamStep, _ batch: AdamBatch?) -> kan_step {
    let count = batch?.places.count ?? sampleCount
    let root = step.corrections.square.squareRoot()
    return kan_step(
      rate: step.rate * root / step.corrections.gradient, epsilon: step.options.epsilon * root,
      decay: step.rate * step.options.weightDecay, share: step.share ?? 0,
      scale: Double(sampleCount) / (totalWeight * Double(count)), root: root, plainRate: step.rate,
      plainEpsilon: step.options.epsilon, count: Int32(count), first: Int32(batch?.places.lowerBound ?? 0))
  }

  /// All launches of a step. They read the changing numbers from `step`, so that the launches are the same for every step.
  private func launchStep(options: Optimizer.Adam) throws(DeviceError) {
    let (adam, module) = (begun, try module(of: 0))
    let count = batchSize ?? sampleCount
    if let batch {
      let arguments = kan_gather_pass(
        step: step.address, order: adam.order.address, table: table.address, batch: batch.address,
        width: Int32(tableWidth), unused: 0)
      try context.launch(module.gather, x: Self.blocks(count * tableWidth), arguments)
    }
    try launch(
      Pass(
        samples: (batch ?? table).address, parameters: adam.here.address, count: count, penalises: true,
        wantsGradient: true))
    var arguments = adamArguments(here: adam.here.address)
    (arguments.beta1, arguments.beta2) = (options.beta1, options.beta2)
    let blocks = Self.blocks(plan.parameterCount)
    try context.launch(module.adam, x: blocks, arguments)
    if lasso != 0 { try context.launch(module.shrink, x: Self.blocks(groupCount), arguments) }
    try context.launch(module.commit, x: blocks, arguments)
  }

  /// The arguments of the kernels of optimisers.
  func adamArguments(here: kan_address) -> kan_adam_pass {
    kan_adam_pass(
      step: step.address, outcome: outcome.address, gradient: gradients.address,
      mean: adam?.mean.address ?? 0,
      square: adam?.square.address ?? 0, here: here, before: adam?.before.address ?? 0,
      next: adam?.next.address ?? 0, average: adam?.average?.address ?? 0, total: gradient.address,
      groups: groups.address, beta1: 0, beta2: 0, ridge: ridge, lasso: lasso,
      parameterCount: Int32(plan.parameterCount), slices: Int32(slices), groupCount: Int32(groupCount),
      unused: 0)
  }
}
