import Foundation
import KANData
import KANModel
import KANNumerics
import KANTestSupport
import Testing

@testable import KANTraining

@Suite struct TrainingTests {
  /// exp(sin(πx) + y²) on the unit square around 0.
  static func law(rows: Int, seed: UInt64 = 2) throws -> Dataset {
    var random = SeededRandom(seed: seed)
    let (x, y) = (random.uniforms(rows, in: -1...1), random.uniforms(rows, in: -1...1))
    return try Dataset(
      inputNames: ["x", "y"], inputs: [x, y], targetNames: ["z"],
      targets: [zip(x, y).map { exp(sin(.pi * $0) + $1 * $1) }])
  }

  static func network(_ shape: [Int], intervals: Int = 5, seed: UInt64 = 1) -> Network {
    Network(
      inputs: [Network.Feature(name: "x"), Network.Feature(name: "y")],
      outputs: (0..<(shape.last ?? 1)).map { Network.Feature(name: "z\($0)") }, shape: Network.Shape(shape),
      intervals: intervals, seed: seed)
  }

  static let optimizers: [Optimizer] = [
    .levenbergMarquardt(), .lbfgs(),
    .adam(
      {
        var options = Optimizer.Adam()
        options.batchSize = 64
        options.schedule = .cosine(final: 0.1)
        return options
      }()),
  ]

  @Test("Levenberg-Marquardt learns exp(sin(πx) + y²)", arguments: [([2, 1, 1], 2e-2), ([2, 5, 1], 6e-3)])
  func learnsTheLaw(shape: [Int], bound: Double) throws {
    let data = try Self.law(rows: 1000)
    let result = LevenbergMarquardt().fit(Self.network(shape), to: data)
    #expect(result.meanSquare.squareRoot() < bound)
    let predicted = result.network(data.inputs)
    #expect(
      isClose(Metrics.rmse(predicted[0], data.targets[0]), result.meanSquare.squareRoot(), within: 1e-9))
  }

  @Test("closed forms are fitted to rounding, scaling and gauge included")
  func reachesRounding() throws {
    let data = try Self.law(rows: 500)
    func edge(_ term: SymbolicTerm, _ d: Double) -> Edge { .symbolic(SymbolicEdge(terms: [term], offset: d)) }
    let grid = KnotGrid(uniformOn: -1...1, intervals: 5, order: 3)
    let network = Network(
      inputs: [
        Network.Feature(name: "x", shift: 0.1, scale: 0.6),
        Network.Feature(name: "y", shift: -0.1, scale: 0.6),
      ],
      outputs: [Network.Feature(name: "z", shift: 1, scale: 2)],
      layers: [
        Layer(
          inputCount: 2, sumCount: 1, base: .silu, grids: [grid, grid],
          edges: [
            edge(SymbolicTerm(symbol: SampleNetworks.sine, amplitude: 0.8, rate: 1.8, shift: 0.2), 0.05),
            edge(SymbolicTerm(symbol: SampleNetworks.square, amplitude: 0.3, shift: 0.1), 0.1),
          ], biases: [0]),
        Layer(
          inputCount: 1, sumCount: 1, base: .silu, grids: [grid],
          edges: [edge(SymbolicTerm(symbol: SampleNetworks.exponential, amplitude: 0.7, rate: 0.9), -0.3)],
          biases: [0]),
      ])
    let result = LevenbergMarquardt().fit(network, to: data)
    #expect(result.meanSquare.squareRoot() < 1e-13, "\(result.meanSquare.squareRoot())")
    #expect(result.steps < 40)
  }

  @Test("a fit that is cancelled, hopeless or done at once gives back what it has")
  func endsEarly() throws {
    let data = try Self.law(rows: 100)
    let network = Self.network([2, 2, 1])
    #expect(LevenbergMarquardt().fit(network, to: data, cancel: { true }).network == network)
    var settings = LevenbergMarquardt()
    settings.targetLoss = 1e9
    #expect(settings.fit(network, to: data).steps == 0)
    var broken = network
    broken.layers[0].biases[0] = .nan
    #expect(LevenbergMarquardt().fit(broken, inputs: data.inputs, targets: data.targets).meanSquare.isNaN)
  }

  @Test("a fit takes plain steps by default, a training run those that bend; all else is the same")
  func settingsOfFitAndRun() {
    var fit = LevenbergMarquardt()
    #expect(!fit.accelerates && Optimizer.LevenbergMarquardt().accelerates)
    fit.accelerates = true
    #expect(fit.options == Optimizer.LevenbergMarquardt())
    (fit.ridge, fit.initialDamping) = (1e-6, 1)
    #expect(fit.options.ridge == 1e-6 && fit.options.initialDamping == 1)
  }

  @Test("every optimiser lowers the loss and reports it", arguments: optimizers, [1, 2])
  func lowersLoss(optimizer: Optimizer, threads: Int) throws {
    let data = try Self.law(rows: 400)
    let split = try data.split(validation: 0.25, seed: 1)
    var options = TrainingOptions()
    options.optimizer = optimizer
    options.steps = 120
    options.threads = threads
    var seen: [Int] = []
    let (network, account) = try Self.network([2, 3, 1]).trained(
      on: split.train, validation: split.validation, options: options
    ) {
      seen.append($0.step)
      return true
    }
    #expect(account.lossAfter < 0.2 * account.lossBefore, "\(account)")
    let rmse = Metrics.rmse(network(split.validation.inputs)[0], split.validation.targets[0])
    #expect(isClose(rmse * rmse, account.validationLossAfter ?? .nan, within: 1e-9))
    #expect(seen == Array(1...account.stepsTaken))
    #expect(
      account.history.allSatisfy {
        $0.validationLoss.map { $0 >= (account.validationLossAfter ?? 0) - 1e-12 } ?? false
      })
  }

  @Test("Adam records the mean of its batches where a validation table judges, else the loss of all rows")
  func recordsBatches() throws {
    let data = try Self.law(rows: 400)
    let split = try data.split(validation: 0.25, seed: 1)
    var adam = Optimizer.Adam()
    adam.batchSize = 25
    var options = TrainingOptions()
    options.optimizer = .adam(adam)
    options.steps = 60
    options.grid = .fixed
    var seen: [Double] = []
    let judged = try Self.network([2, 3, 1]).trained(
      on: split.train, validation: split.validation, options: options
    ) {
      seen.append($0.loss ?? .nan)
      return $0.isBatchLoss
    }
    try #require(seen.count == 60 && judged.account.history.map(\.step) == [12, 24, 36, 48, 60])
    for record in judged.account.history {
      let mean = seen[record.step - 12..<record.step].reduce(0, +) / 12
      #expect(isClose(record.loss, mean, within: 1e-12))
    }
    let alone = try Self.network([2, 3, 1]).trained(on: split.train, options: options)
    #expect(alone.account.history.map(\.loss).min() == alone.account.lossAfter)
    adam.batchSize = nil
    options.optimizer = .adam(adam)
    let whole = try Self.network([2, 3, 1]).trained(on: split.train, options: options) { !$0.isBatchLoss }
    #expect(whole.account.reason == .stepLimit)
  }

  @Test("stages share all steps evenly", arguments: [0, 1, 7, 100, Int.max])
  func stages(total: Int) {
    let grid = TrainingOptions.GridSchedule(extensions: [3, 5, 10])
    let steps = (0..<3).map { grid.steps(ofStage: $0, total: total) }
    #expect(steps.reduce(0, +) == total)
    #expect(steps.allSatisfy { $0 == total / 3 || $0 == total / 3 + 1 }, "\(steps)")
  }

  @Test("one thread and two, and equal seeds, give the same bits", arguments: optimizers)
  func deterministic(optimizer: Optimizer) throws {
    let data = try Self.law(rows: 700)
    var options = TrainingOptions()
    options.optimizer = optimizer
    options.steps = 25
    options.grid = TrainingOptions.GridSchedule(updateEvery: 10, updateUntil: 11, extensions: [3, 6])
    let results = try [1, 2, 2].map { threads in
      options.threads = threads
      return try Self.network([2, 3, 1]).trained(on: data, options: options)
    }
    let isEqual = results.dropFirst().allSatisfy {
      $0.network == results[0].network && $0.account == results[0].account
    }
    #expect(isEqual)
  }

  @Test("a run resumed from any checkpoint continues bit for bit", arguments: optimizers)
  func resumes(optimizer: Optimizer) throws {
    let data = try Self.law(rows: 300)
    let split = try data.split(validation: 0.3, seed: 4)
    final class Store: @unchecked Sendable { var states: [Data] = [] }
    let store = Store()
    var options = TrainingOptions()
    options.optimizer = optimizer
    options.steps = 40
    options.threads = 1
    options.grid = TrainingOptions.GridSchedule(updateEvery: 6, updateUntil: 13, extensions: [3, 5])
    let start = Self.network([2, 2, 1])
    let plain = try start.trained(on: split.train, validation: split.validation, options: options)
    options.checkpoint = .init(every: 3) { store.states.append(try JSONEncoder().encode($0)) }
    let whole = try start.trained(on: split.train, validation: split.validation, options: options)
    let isUndisturbed = whole.network == plain.network && whole.account == plain.account
    #expect(isUndisturbed)
    options.checkpoint = nil
    #expect(store.states.count > 5)
    for data in store.states {
      let state = try JSONDecoder().decode(TrainingState.self, from: data)
      let resumed = try start.trained(
        resuming: state, on: split.train, validation: split.validation, options: options)
      let isEqual = resumed.network == whole.network && resumed.account == whole.account
      #expect(isEqual, "from step \(state.step)")
    }
  }

  @Test("a checkpoint that does not fit is refused", arguments: optimizers)
  func refusesCheckpoints(optimizer: Optimizer) throws {
    let data = try Self.law(rows: 100)
    final class Store: @unchecked Sendable { var state: TrainingState? }
    let store = Store()
    var options = TrainingOptions()
    options.optimizer = optimizer
    options.steps = 3
    options.checkpoint = .init(every: 2) { store.state = $0 }
    let network = Self.network([2, 2, 1])
    _ = try network.trained(on: data, options: options)
    let state = try #require(store.state)
    var damaged = state
    damaged.network = Self.network([2, 3, 1])
    #expect(throws: TrainingError.self) { try network.trained(resuming: damaged, on: data, options: options) }
    #expect(throws: TrainingError.self) {
      try Self.network([2, 2]).trained(resuming: state, on: data, options: options)
    }
    options.optimizer = optimizer.name == "adam" ? .lbfgs() : .adam()
    #expect(throws: TrainingError.self) { try network.trained(resuming: state, on: data, options: options) }
  }

  @Test("the observer, the time limit and patience end a run with the best network")
  func stops() throws {
    let data = try Self.law(rows: 200)
    let network = Self.network([2, 2, 1])
    var options = TrainingOptions()
    options.optimizer = .lbfgs()
    let stopped = try network.trained(on: data, options: options) { $0.step < 5 }
    #expect(stopped.account.reason == .stopped && stopped.account.stepsTaken == 5)
    #expect(stopped.account.lossAfter <= stopped.account.lossBefore)
    options.timeLimit = .zero
    let timed = try network.trained(on: data, options: options)
    #expect(timed.account.reason == .timeLimit && timed.account.stepsTaken == 1)
    options.timeLimit = nil
    options.patience = 3
    options.steps = 2000
    options.optimizer = .levenbergMarquardt()
    // 20 rows for a network of many constants: the validation loss must turn round.
    var random = SeededRandom(seed: 8)
    let noise = random.normals(200)
    let noisy = try Dataset(
      inputNames: data.inputNames, inputs: data.inputs, targetNames: ["z"], targets: [noise])
    let early = try network.trained(
      on: noisy.selecting(rows: Array(0..<20)), validation: noisy.selecting(rows: Array(20..<200)),
      options: options)
    #expect(early.account.reason == .earlyStop)
    #expect(early.account.bestStep < early.account.stepsTaken)
  }

  @Test("group lasso cuts edges to inputs that do not matter")
  func groupLassoCuts() throws {
    var random = SeededRandom(seed: 3)
    let x = (0..<3).map { _ in random.uniforms(500, in: -1...1) }
    let data = try Dataset(
      inputNames: ["a", "b", "c"], inputs: x, targetNames: ["t"], targets: [x[1].map { sin(3 * $0) }])
    var adam = Optimizer.Adam()
    adam.batchSize = nil
    var options = TrainingOptions()
    options.optimizer = .adam(adam)
    options.penalty = .groupLasso(strength: 0.003)
    options.steps = 600
    options.grid = .fixed
    let start = Network(
      inputs: ["a", "b", "c"].map { Network.Feature(name: $0) }, outputs: [Network.Feature(name: "t")],
      shape: Network.Shape([3, 1]), seed: 1)
    let (network, account) = try start.trained(on: data, options: options)
    #expect(account.edgesCut == ["0,0,0", "0,2,0"])
    #expect(network.layers[0][input: 0, sum: 0] == .cut)
    #expect(account.lossAfter < 0.02 * account.lossBefore)
  }

  @Test(
    "classes are learned from logits", arguments: [Loss.binaryCrossEntropy, .crossEntropy],
    [TrainingOptions.Precision.double, .single])
  func classifies(loss: Loss, precision: TrainingOptions.Precision) throws {
    var random = SeededRandom(seed: 6)
    let x = (0..<2).map { _ in random.uniforms(800, in: -1...1) }
    let labels = zip(x[0], x[1]).map { $0 * $0 + $1 * $1 < 0.5 ? 1.0 : 0 }
    let data = try Dataset(inputNames: ["x", "y"], inputs: x, targetNames: ["c"], targets: [labels])
    var options = TrainingOptions()
    options.loss = loss
    options.precision = precision
    options.optimizer = .lbfgs()
    options.steps = 60
    options.penalty = .sparsity(strength: 1e-4)
    let network = Self.network([2, 2, loss == .crossEntropy ? 2 : 1])
    let trained = try network.trained(on: data, options: options).network
    let logits = trained(x)
    let accuracy =
      loss == .crossEntropy
      ? Metrics.accuracy(logits: logits, classes: labels)
      : Metrics.accuracy(logits: logits[0], labels: labels)
    #expect(accuracy > 0.97)
    if loss == .binaryCrossEntropy { #expect(Metrics.rocAUC(scores: logits[0], labels: labels) > 0.99) }
  }

  @Test("negative weights cancel the events they are twins of")
  func negativeWeights() throws {
    let clean = try Self.law(rows: 200)
    // Every clean event, and spoilt ones in pairs of weight +1 and −1.
    let spoilt = try Dataset(
      inputNames: clean.inputNames, inputs: clean.inputs.map { $0 + $0.prefix(60) + $0.prefix(60) },
      targetNames: ["z"],
      targets: clean.targets.map { $0 + $0.prefix(60).map { $0 + 5 } + $0.prefix(60).map { $0 + 5 } },
      weights: [Double](repeating: 1, count: 260) + [Double](repeating: -1, count: 60))
    let a = LevenbergMarquardt().fit(Self.network([2, 1]), to: clean)
    let b = LevenbergMarquardt().fit(Self.network([2, 1]), to: spoilt)
    #expect(isClose(a.meanSquare, b.meanSquare, within: 1e-9))
    expectClose(a.network(clean.inputs)[0], b.network(clean.inputs)[0], within: 1e-6)
  }

  @Test("requests that do not fit are refused with advice")
  func refuses() throws {
    let data = try Self.law(rows: 50)
    let network = Self.network([2, 2, 1])
    func expectError(
      _ word: String, _ network: Network, _ data: Dataset, _ change: (inout TrainingOptions) -> Void
    ) {
      var options = TrainingOptions()
      change(&options)
      #expect("\(word)") {
        try network.trained(on: data, options: options)
      } throws: { error in
        guard let error = error as? TrainingError else { return false }
        return error.description.contains(word)
      }
    }
    expectError("use lbfgs", network, data) { $0.loss = .huber(delta: 1) }
    expectError("use adam", network, data) { $0.penalty = .groupLasso(strength: 1) }
    expectError("use adam", network, data) {
      $0.penalty = .groupLasso(strength: 1)
      $0.optimizer = .lbfgs()
    }
    expectError("delta", network, data) {
      $0.loss = .huber(delta: 0)
      $0.optimizer = .adam()
    }
    expectError("labels 0 and 1", network, data) {
      $0.loss = .binaryCrossEntropy
      $0.optimizer = .adam()
    }
    expectError("class indices", network, data) {
      $0.loss = .crossEntropy
      $0.optimizer = .adam()
    }
    expectError("threads", network, data) { $0.threads = 0 }
    expectError(
      "table has 3", network,
      try Dataset(
        inputNames: ["x", "y", "z"], inputs: data.inputs + [data.inputs[0]], targetNames: ["t"],
        targets: data.targets)
    ) { _ in }
    expectError("2 target columns", Self.network([2, 2]), data) { _ in }
    expectError("at most 10 parameters", network, data) {
      var options = Optimizer.LevenbergMarquardt()
      options.parameterLimit = 10
      $0.optimizer = .levenbergMarquardt(options)
    }
    var scaled = network
    scaled.outputs[0].scale = 2
    expectError("shift 0 and the scale 1", scaled, data) {
      $0.loss = .binaryCrossEntropy
      $0.optimizer = .adam()
    }
    var broken = network
    broken.layers[0].biases[0] = .infinity
    expectError("not finite at the start", broken, data) { _ in }
    expectError("disk full", network, data) {
      struct Full: Error, CustomStringConvertible { let description = "disk full" }
      $0.checkpoint = .init(every: 1) { _ in throw Full() }
    }
  }
}
