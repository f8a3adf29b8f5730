import CDevice
import KANEmulatedCard
import KANModel
import Testing

@testable import KANDevice
@testable import KANTraining

/// The kernels beside the reference engine, on a card that is the processor.
@Suite struct PassTests {
  /// The largest difference of two vectors, as a share of the largest number in them.
  static func difference(_ a: [Double], _ b: [Double]) -> Double {
    let scale = max(a.map(abs).max() ?? 0, b.map(abs).max() ?? 0, 1e-300)
    return zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1) / scale) }
  }

  /// Checks value, gradient and outputs of `options` on both.
  private func compare(
    _ sample: DeviceSample, _ options: TrainingOptions, settings: DeviceSettings = DeviceSettings()
  ) throws {
    var onCard = options
    onCard.device = try EmulatedCard.device(settings: settings)
    let reference = options.objective(sample.network, sample.data, threads: 1)
    let objective = onCard.objective(sample.network, sample.data, threads: 1)
    #expect(objective is AcceleratedObjective)
    let parameters = NetworkPlan(sample.network).parameters(of: sample.network)
    // Some hundred roundings, and places in a cell that are rounded at the scale of the grid.
    let tolerance = options.precision == .double ? 1e-12 : 3e-5
    var (expected, found): ([Double], [Double]) = ([], [])
    let value = reference.value(at: parameters, gradient: &expected)
    #expect(abs(objective.value(at: parameters, gradient: &found) - value) <= tolerance * abs(value))
    #expect(Self.difference(expected, found) <= tolerance)
    #expect(abs(objective.value(at: parameters) - value) <= tolerance * abs(value))
    let loss = reference.dataLoss(at: parameters)
    #expect(abs(objective.dataLoss(at: parameters) - loss) <= tolerance * abs(loss))
    let (a, b) = (reference.lossAndOutputs(at: parameters), objective.lossAndOutputs(at: parameters))
    #expect(Self.difference(Array(a.outputs.joined()), Array(b.outputs.joined())) <= tolerance)
    #expect(onCard.device?.failure == nil)
  }

  @Test(arguments: DeviceSample.Kind.allCases, [TrainingOptions.Precision.double, .single])
  func agreesWithTheReferenceEngine(kind: DeviceSample.Kind, precision: TrainingOptions.Precision) throws {
    var options = TrainingOptions()
    (options.precision, options.optimizer) = (precision, .lbfgs())
    try compare(DeviceSample(kind), options)
  }

  @Test(arguments: [
    Loss.meanSquaredError, .meanAbsoluteError, .huber(delta: 0.3), .binaryCrossEntropy, .clippedSquaredError,
    .crossEntropy,
  ])
  func knowsEveryLoss(loss: Loss) throws {
    var options = TrainingOptions()
    (options.loss, options.optimizer) = (loss, .lbfgs())
    try compare(DeviceSample(.cubic, outputs: 3, loss: loss), options)
    try compare(DeviceSample(.products, outputs: 3, loss: loss), options)
  }

  @Test(
    arguments: [
      TrainingOptions.Penalty.ridge(strength: 0.03), .groupLasso(strength: 0.02), .sparsity(strength: 0.05),
    ],
    [TrainingOptions.Precision.double, .single])
  func addsPenalties(penalty: TrainingOptions.Penalty, precision: TrainingOptions.Precision) throws {
    var options = TrainingOptions()
    (options.penalty, options.optimizer, options.precision) = (penalty, .adam(), precision)
    for kind in [DeviceSample.Kind.cut, .products, .withoutBase, .wide] {
      try compare(DeviceSample(kind), options)
    }
  }

  /// Few rows at a time and few samples at a time are other loops, not other numbers.
  @Test(arguments: [1, 2, 5, 64], [30, 128, 1000])
  func worksInWindowsAndParts(window: Int, samples: Int) throws {
    var settings = DeviceSettings()
    (settings.windowLimit, settings.evaluatedSamples) = (window, samples)
    var options = TrainingOptions()
    var adam = Optimizer.Adam()
    adam.batchSize = 16
    (options.optimizer, options.penalty) = (.adam(adam), .ridge(strength: 0.01))
    try compare(DeviceSample(.nonUniform), options, settings: settings)
  }

  @Test func leavesNothingBehind() throws {
    let before = kan_emulated_allocations()
    try compare(DeviceSample(.products), TrainingOptions())
    #expect(kan_emulated_allocations() == before)
  }
}
