import KANModel
import Testing

@testable import KANDevice
@testable import KANTraining

/// Steps of Adam on the card beside those of the processor.
@Suite struct AdamStepTests {
  /// What a run may vary.
  enum Variant: CaseIterable, Sendable {
    case wholeTable, batches, weightDecay, averaging, ridge, groupLasso, sparsity, schedule
  }

  private func options(_ variant: Variant, _ precision: TrainingOptions.Precision) -> TrainingOptions {
    var (options, adam) = (TrainingOptions(), Optimizer.Adam())
    adam.batchSize = variant == .wholeTable ? nil : 64
    adam.rate = 0.005
    switch variant {
    case .wholeTable, .batches: break
    case .weightDecay: adam.weightDecay = 0.5
    case .averaging: adam.averaging = 0.9
    case .ridge: options.penalty = .ridge(strength: 0.02)
    case .groupLasso: options.penalty = .groupLasso(strength: 0.05)
    case .sparsity: options.penalty = .sparsity(strength: 0.02)
    case .schedule: adam.schedule = .cosine(final: 0)
    }
    (options.optimizer, options.precision) = (.adam(adam), precision)
    return options
  }

  private func solver(_ sample: DeviceSample, _ options: TrainingOptions) throws -> any Solver {
    try options.optimizer.solver(
      for: options.objective(sample.network, sample.data, threads: 1), residuals: nil,
      parameters: NetworkPlan(sample.network).parameters(of: sample.network), totalSteps: 40, seed: 3)
  }

  @Test(arguments: Variant.allCases, [TrainingOptions.Precision.double, .single])
  func takesTheStepsOfTheProcessor(variant: Variant, precision: TrainingOptions.Precision) throws {
    let sample = try DeviceSample(.cubic)
    let options = options(variant, precision)
    var onCard = options
    onCard.device = try EmulatedCard.device()
    var (own, card) = (try solver(sample, options), try solver(sample, onCard))
    // Adam divides by the root of the mean square, which carries roundings of small slopes into the steps.
    let tolerance = precision == .double ? 1e-9 : 2e-3
    for _ in 0..<40 {
      #expect(own.step() == .moved)
      #expect(card.step() == .moved)
      #expect(abs(own.shownValue - card.shownValue) <= tolerance * own.shownValue)
    }
    #expect(PassTests.difference(own.parameters, card.parameters) <= tolerance)
    guard case .adam(let a) = own.snapshot, case .adam(let b) = card.snapshot else {
      Issue.record("both are Adam")
      return
    }
    #expect((a.steps, a.epoch, a.position) == (b.steps, b.epoch, b.position))
    #expect(PassTests.difference(a.square, b.square) <= 10 * tolerance)
    #expect(PassTests.difference(a.lastParameters, b.lastParameters) <= tolerance)
  }

  @Test func givesTheSameBitsAgainAndGoesOnFromAState() throws {
    let sample = try DeviceSample(.products)
    var options = options(.averaging, .double)
    options.device = try EmulatedCard.device()
    var (whole, again, part) = (
      try solver(sample, options), try solver(sample, options), try solver(sample, options)
    )
    for n in 0..<20 {
      _ = (whole.step(), again.step())
      if n < 9 { _ = part.step() }
    }
    #expect(whole.snapshot == again.snapshot)
    var resumed = try options.optimizer.solver(
      for: options.objective(sample.network, sample.data, threads: 1), residuals: nil, parameters: [],
      totalSteps: 40, seed: 3, resuming: part.snapshot)
    for _ in 9..<20 { _ = resumed.step() }
    #expect(resumed.snapshot == whole.snapshot)
  }

  /// A gradient or a value that leaves the real numbers is taken back as on the processor.
  @Test(arguments: [1e200, 1e160])
  func undoesStepsThatAreNotFinite(coefficient: Double) throws {
    let sample = try DeviceSample(.cubic)
    var options = options(.wholeTable, .double)
    var network = sample.network
    guard case .spline(var edge) = network.layers[0][input: 0, sum: 0] else { return }
    edge.coefficients[4] = coefficient
    network.layers[0][input: 0, sum: 0] = .spline(edge)
    let parameters = NetworkPlan(network).parameters(of: network)
    func outcomes() throws -> ([StepOutcome], Int, [Double]) {
      var solver = try options.optimizer.solver(
        for: options.objective(network, sample.data, threads: 1), residuals: nil, parameters: parameters,
        totalSteps: 40, seed: 3)
      let outcomes = (0..<5).map { _ in solver.step() }
      return (outcomes, solver.rollbacks, solver.parameters)
    }
    let own = try outcomes()
    options.device = try EmulatedCard.device()
    let card = try outcomes()
    #expect(own.0 == card.0)
    #expect(own.1 == card.1)
    #expect(own.1 > 0)
    #expect(own.2 == card.2)
  }
}
