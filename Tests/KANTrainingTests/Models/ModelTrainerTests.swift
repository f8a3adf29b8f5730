import KANData
import KANModel
import KANNumerics
import KANTestSupport
import Synchronization
import Testing

@testable import KANTraining

@Suite struct ModelTrainerTests {
  /// Two inputs, of which the second is constant, and a noisy line.
  static func line(rows: Int = 300, weighted: Bool = false) throws -> Dataset {
    var random = SeededRandom(seed: 8)
    let x = random.uniforms(rows, in: -1...3)
    let noise = random.uniforms(rows, in: -0.5...0.5)
    return try Dataset(
      inputNames: ["x", "one"], inputs: [x, x.map { _ in 7 }], targetNames: ["y"],
      targets: [zip(x, noise).map { 3 * $0 - 2 + $1 }],
      weights: weighted ? random.uniforms(rows, in: 0.5...2) : nil)
  }

  static func options(_ optimizer: Optimizer, steps: Int = 60) -> TrainingOptions {
    var options = TrainingOptions()
    options.optimizer = optimizer
    options.steps = steps
    options.threads = 1
    return options
  }

  static func adam(_ change: (inout Optimizer.Adam) -> Void = { _ in }) -> Optimizer {
    var adam = Optimizer.Adam()
    adam.batchSize = 32
    change(&adam)
    return .adam(adam)
  }

  @Test("L-BFGS finds the closed form of ridge regression", arguments: [0, 0.3], [false, true])
  func ridgeRegression(strength: Double, weighted: Bool) throws {
    let data = try Self.line(weighted: weighted)
    var options = Self.options(.lbfgs())
    options.penalty = strength == 0 ? .none : .ridge(strength: strength)
    let model = LinearModel<Double>(inputs: 2)
    let trainer = try ModelTrainer(model, from: [0.1, 0.2, 0.3], on: data, options: options)
    let (parameters, account) = try trainer.train()
    // Columns are standardised with the same weights: Σwx = Σwt = 0, Σwx² = Σw, so that θ = (r/(1 + λ), 0).
    let x = data.inputStandardizer.standardized(data.inputs)[0]
    let t = data.targetStandardizer.standardized(data.targets)[0]
    let w = data.weights ?? x.map { _ in 1 }
    let r = x.indices.reduce(0) { $0 + w[$1] * x[$1] * t[$1] } / w.reduce(0, +)
    // Where a step no longer lowers the loss by a rounding error, the parameters are known to its root.
    #expect(isClose(parameters[0], r / (1 + strength), within: 1e-7))
    #expect(abs(parameters[2]) < 1e-7)
    #expect(account.lossAfter < account.lossBefore)
  }

  @Test("predictions come in the units of the table")
  func predictions() throws {
    let data = try Self.line()
    let trainer = try ModelTrainer(
      LinearModel<Double>(inputs: 2), from: [0, 0, 0], on: data, options: Self.options(.lbfgs()))
    let predicted = trainer.predictions(data, at: try trainer.train().parameters)[0]
    // The noise is uniform on ±0.5, of deviation 0.289.
    #expect(isClose(Metrics.rmse(predicted, data.targets[0]), 0.289, within: 0.05))
  }

  @Test("Float follows Double to single precision")
  func singlePrecision() throws {
    let data = try Self.line()
    let start = [0.1, 0.2, 0.3]
    let options = Self.options(Self.adam())
    let double = try ModelTrainer(LinearModel<Double>(inputs: 2), from: start, on: data, options: options)
    let single = try ModelTrainer(LinearModel<Float>(inputs: 2), from: start, on: data, options: options)
    expectClose(try single.train().parameters, try double.train().parameters, within: 1e-4)
  }

  @Test("the engine of a network trained as a model has the bits of the network trained as such")
  func networkAsModel() throws {
    let network = SampleNetworks.make(.splines)
    let data = SampleNetworks.table(for: network, rows: 200)
    var options = Self.options(Self.adam { $0.averaging = 0.9 })
    options.grid = .fixed
    let plan = NetworkPlan(network)
    let trainer = try ModelTrainer(
      NetworkEngine<Double>(network), from: plan.parameters(of: network), on: data,
      scaling: ModelScaling(inputs: network.inputs, outputs: network.outputs), options: options)
    let (parameters, account) = try trainer.train()
    let (trained, own) = try network.trained(on: data, options: options)
    #expect(plan.parameters(of: trained) == parameters)
    #expect(account.lossAfter == own.lossAfter)
  }

  @Test("steps are numbered and values are asked for without noise")
  func passes() throws {
    let seen = Mutex<[ModelPass]>([])
    let model = LinearModel<Double>(inputs: 2) { pass in seen.withLock { $0.append(pass) } }
    let trainer = try ModelTrainer(
      model, from: [0, 0, 0], on: try Self.line(rows: 64), options: Self.options(Self.adam(), steps: 4))
    for _ in 0..<4 { try trainer.step() }
    #expect(Set(seen.withLock { $0 }) == Set((1...4).map { .step(number: $0) }))
    seen.withLock { $0 = [] }
    _ = trainer.loss
    #expect(Set(seen.withLock { $0 }) == [.value])
  }

  @Test("weight decay alone shrinks a parameter by 1 − rate·λ a step")
  func weightDecay() throws {
    // The second input is constant and enters as 0, so that its weight has no gradient.
    let trainer = try ModelTrainer(
      LinearModel<Double>(inputs: 2), from: [0, 2, 0], on: try Self.line(),
      options: Self.options(Self.adam { ($0.rate, $0.weightDecay) = (0.01, 0.5) }))
    for _ in 0..<20 { try trainer.step() }
    var expected = 2.0
    for _ in 0..<20 { expected *= 1 - 0.005 }
    #expect(isClose(trainer.parameters[1], expected, within: 1e-12))
  }

  @Test("a long memory of the parameters is the mean of all steps")
  func averaging() throws {
    let data = try Self.line()
    func trainer(_ memory: Double?) throws -> ModelTrainer<LinearModel<Double>> {
      try ModelTrainer(
        LinearModel<Double>(inputs: 2), from: [0, 0, 0], on: data,
        options: Self.options(Self.adam { $0.averaging = memory }))
    }
    let (plain, averaged) = (try trainer(nil), try trainer(0.9999))
    var sum = [0.0, 0.0, 0.0]
    for _ in 0..<25 {
      try plain.step()
      try averaged.step()
      sum = zip(sum, plain.parameters).map(+)
    }
    expectClose(averaged.parameters, sum.map { $0 / 25 }, within: 1e-12)
  }

  @Test(
    "classifiers: the area under the curve chooses and ends the run",
    arguments: [Loss.binaryCrossEntropy, .clippedSquaredError])
  func areaUnderTheCurve(loss: Loss) throws {
    var random = SeededRandom(seed: 3)
    func part(_ rows: Int) throws -> Dataset {
      let x = random.uniforms(rows, in: -1...1)
      let labels = x.map { random.uniform() < 0.5 + 0.4 * $0 ? 1.0 : 0 }
      return try Dataset(
        inputNames: ["x", "z"], inputs: [x, random.uniforms(rows, in: -1...1)], targetNames: ["label"],
        targets: [labels])
    }
    let (data, validation) = (try part(400), try part(200))
    var options = Self.options(Self.adam(), steps: 2000)
    (options.loss, options.criterion, options.patience) = (loss, .rocAUC, 5)
    let trainer = try ModelTrainer(
      LinearModel<Float>(inputs: 2), from: [0, 0.5, 0.5], on: data, options: options)
    let (parameters, account) = try trainer.train(validation: validation)
    #expect(account.reason == .earlyStop)
    let area = { (theta: [Double]) in
      Metrics.rocAUC(scores: trainer.predictions(validation, at: theta)[0], labels: validation.targets[0])
    }
    let best = area(parameters)
    #expect(best >= area(trainer.parameters))
    #expect(best > 0.7)
  }

  @Test("what only networks have is refused with a sentence")
  func refusals() throws {
    let data = try Self.line()
    func message(_ options: TrainingOptions) -> String {
      do {
        _ = try ModelTrainer(LinearModel<Double>(inputs: 2), from: [0, 0, 0], on: data, options: options)
        return ""
      } catch { return "\(error)" }
    }
    #expect(
      message(Self.options(.levenbergMarquardt()))
        == "lm trains networks only: use adam or lbfgs for other models")
    var options = Self.options(Self.adam())
    options.penalty = .groupLasso(strength: 1)
    #expect(
      message(options)
        == "the penalty cannot be one of edges here: models other than networks support only a ridge")
    options = Self.options(Self.adam { $0.averaging = 1 })
    #expect(message(options) == "option averaging is 1.0: it must be at least 0 and below 1")
    options = Self.options(Self.adam())
    options.criterion = .rocAUC
    #expect(message(options) == "the criterion cannot be rocAUC here: it needs one target of labels 0 and 1")
  }

  @Test("tables of other sizes are refused")
  func otherTables() throws {
    let data = try Self.line()
    let options = Self.options(.lbfgs())
    #expect(throws: TrainingError.inputCount(expected: 3, found: 2)) {
      try ModelTrainer(LinearModel<Double>(inputs: 3), from: [0, 0, 0, 0], on: data, options: options)
    }
  }
}
