import CDevice
import KANTraining

/// Values and gradients of the whole table, for optimisers on the processor and for evaluations of the losses: as many samples at a
/// time as fit into memory, whose sums are added in order.
extension DeviceProblem: AcceleratedProblem {
  func value(at parameters: [Double], penalises: Bool) throws -> Double {
    var total = 0.0
    try forEachPart(at: parameters, penalises: penalises, wantsGradient: false) { _, value in total += value }
    return total
  }

  func gradient(at parameters: [Double]) throws -> (value: Double, gradient: [Double]) {
    var (total, sum) = (0.0, [Double](repeating: 0, count: plan.parameterCount))
    let module = try module(of: 0)
    try forEachPart(at: parameters, penalises: true, wantsGradient: true) { part, value throws(DeviceError) in
      total += value
      // The ridge counts once.
      var arguments = adamArguments(here: trial.address)
      if part.lowerBound > 0 { arguments.ridge = 0 }
      try context.launch(module.sumSlices, x: Self.blocks(plan.parameterCount), arguments)
      for (n, slope) in try gradient.read(plan.parameterCount).enumerated() { sum[n] += Double(slope) }
    }
    return (sum.allSatisfy(\.isFinite) ? total : .nan, sum)
  }

  func lossAndOutputs(at parameters: [Double]) throws -> (loss: Double, outputs: [[Double]]) {
    let (last, nodes) = (plan.layers[layers.count - 1], layers[layers.count - 1].nodes)
    var total = 0.0
    var outputs = [[Double]](repeating: [], count: last.outputCount)
    try forEachPart(at: parameters, penalises: false, wantsGradient: false) {
      part, value throws(DeviceError) in
      total += value
      let rows = try nodes.read(part.count * last.rowCount)
      for j in outputs.indices {
        let place = last.row(ofOutput: j)
        outputs[j] += part.indices.map { Double(rows[($0 - part.lowerBound) * last.rowCount + place]) }
      }
    }
    return (total, outputs)
  }

  /// Processes the table part by part; `body` gets the samples of a part and their share of the value.
  private func forEachPart(
    at parameters: [Double], penalises: Bool, wantsGradient: Bool,
    _ body: (Range<Int>, Double) throws(DeviceError) -> Void
  ) throws(DeviceError) {
    try context.enter()
    try trial.write(parameters.map { Scalar($0) })
    for start in stride(from: 0, to: sampleCount, by: capacity) {
      let part = start..<min(start + capacity, sampleCount)
      try step.write([kan_step(scale: 1 / totalWeight, count: part.count)])
      try launch(
        Pass(
          samples: table.address + kan_address(start * tableWidth * MemoryLayout<Scalar>.stride),
          parameters: trial.address, count: part.count, penalises: penalises && start == 0,
          wantsGradient: wantsGradient))
      try body(part, try outcome.read()[0].value)
    }
  }
}

extension kan_step {
  /// The numbers of a pass that is not a step of Adam.
  init(scale: Double, count: Int) {
    self.init()
    self.scale = scale
    self.count = Int32(count)
  }
}
