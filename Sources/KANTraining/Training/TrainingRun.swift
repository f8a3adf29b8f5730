import KANData
import KANModel

/// One run of `Network.trained`: stages of grid sizes, segments between grid updates, steps.
struct TrainingRun {
  private let data: Dataset
  private let validation: Dataset?
  private let options: TrainingOptions
  private let observer: ProgressObserver?
  private let threads: Int
  private let start = ContinuousClock.now
  private var state: TrainingState
  /// Parameters of the best network where it has the structure of the present one.
  private var bestParameters: [Double]?
  private var reason: TrainingAccount.Reason?
  /// What was compiled last: laying out a table takes as long as a good part of an epoch.
  private var compiled: Compiled?
  /// Whether the best network has the structure of what was compiled last.
  private var bestIsCompiled = false

  /// The objectives of one structure.
  private struct Compiled {
    let network: Network
    let training: any TrainableObjective
    let judge: (any TrainableObjective)?
  }

  init(
    _ network: Network, data: Dataset, validation: Dataset?, options: TrainingOptions,
    resuming state: TrainingState?, observer: ProgressObserver?
  ) throws(TrainingError) {
    self.data = data
    self.validation = validation
    self.options = options
    self.observer = observer
    threads = options.threads ?? TrainingOptions.coreCount
    if let state {
      self.state = state
      return
    }
    let own = Self.compile(network, data, validation, options, threads)
    let parameters = NetworkPlan(network).parameters(of: network)
    let loss = own.training.dataLoss(at: parameters)
    guard loss.isFinite else { throw .startNotFinite(part: "training") }
    let score: Double
    var validationLoss: Double?
    if let validation, let judge = own.judge {
      let judgement = options.judgement(judge, on: validation, at: parameters)
      guard judgement.loss.isFinite else { throw .startNotFinite(part: "validation") }
      (score, validationLoss) = judgement
    } else {
      score = options.penalty == .none ? loss : own.training.value(at: parameters)
    }
    self.state = TrainingState(
      network: network, best: .init(network: network, score: score, step: 0), lossBefore: loss,
      validationLossBefore: validationLoss)
    compiled = own
    bestIsCompiled = true
  }

  private static func compile(
    _ network: Network, _ data: Dataset, _ validation: Dataset?, _ options: TrainingOptions, _ threads: Int
  ) -> Compiled {
    Compiled(
      network: network, training: options.objective(network, data, threads: threads),
      judge: validation.map { options.objective(network, $0, threads: threads) })
  }

  /// Takes all steps and gives the best network.
  mutating func finish() throws(TrainingError) -> (network: Network, account: TrainingAccount) {
    while reason == nil, state.stage < options.grid.stageCount {
      let length = options.grid.steps(ofStage: state.stage, total: options.steps)
      if state.stageStep >= length {
        try nextStage()
        continue
      }
      changeGrids()
      try runSegment(stageLength: length)
    }
    return account(reason: reason ?? .stepLimit)
  }

  private mutating func nextStage() throws(TrainingError) {
    state.stage += 1
    state.stageStep = 0
  }

  /// Refines at the start of a stage, adapts where the schedule says so.
  private mutating func changeGrids() {
    guard state.network.layers.contains(where: { !$0.edges.allSatisfy(\.isWithoutSpline) }) else { return }
    var network = state.network
    if state.stageStep == 0, options.grid.extensions.indices.contains(state.stage) {
      let intervals = options.grid.extensions[state.stage]
      if network.layers.contains(where: { $0.grids.contains { $0.intervals != intervals } }) {
        network = network.refiningGrids(to: intervals)
      }
    }
    if options.grid.updates(atStep: state.stageStep) {
      network = network.adaptingGrids(to: data.columnsForGrids)
    }
    guard network != state.network else { return }
    state.network = network
    state.optimizer = nil
  }

  /// Steps until the grids change next, the stage ends or the run does.
  private mutating func runSegment(stageLength: Int) throws(TrainingError) {
    let network = state.network
    let plan = NetworkPlan(network)
    if compiled?.network != network {
      (compiled, bestIsCompiled) = (nil, false)
    }
    let own = compiled ?? Self.compile(network, data, validation, options, threads)
    compiled = own
    var solver = try SolverRun(
      options.optimizer, own.training,
      leastSquares: NetworkLeastSquares(
        network, inputs: data.inputs, targets: data.targets, weights: data.weights, threads: threads),
      parameters: plan.parameters(of: network),
      totalSteps: options.steps, seed: options.seed, resuming: state.optimizer)
    let rollbacksBefore = state.rollbacks - (state.optimizer == nil ? 0 : solver.rollbacks)
    var outcome = StepOutcome.moved
    repeat {
      outcome = solver.step()
      state.rollbacks = rollbacksBefore + solver.rollbacks
      if outcome != .stuck {
        state.step += 1
        state.stageStep += 1
      } else if case .adam = options.optimizer {
        throw .diverged(step: state.step)
      }
      let ends = outcome != .moved || state.stageStep >= stageLength
      if state.stageStep % solver.lookEvery == 0 || ends || options.grid.updates(atStep: state.stageStep) {
        look(&solver, own.judge)
      }
      try writeCheckpoint(solver, plan, network)
      checkStops(solver)
    } while reason == nil && outcome == .moved && state.stageStep < stageLength
      && !options.grid.updates(atStep: state.stageStep)

    if let bestParameters {
      state.best.network = plan.network(network, with: bestParameters)
      bestIsCompiled = true
    }
    bestParameters = nil
    state.network = plan.network(network, with: solver.parameters)
    state.optimizer = solver.state
    guard reason == nil, outcome != .moved else { return }
    if state.stage + 1 >= options.grid.stageCount { reason = .converged }
    state.stageStep = stageLength
  }

  /// Judges the present parameters and remembers the best.
  private mutating func look(_ solver: inout SolverRun, _ judge: (any TrainableObjective)?) {
    let parameters = solver.parameters
    let loss = solver.valueAtLook(parameters, isExact: judge == nil)
    var (score, validationLoss) = (loss, Double?.none)
    if let judge, let validation {
      (score, validationLoss) = options.judgement(judge, on: validation, at: parameters)
    }
    if loss.isFinite {
      state.history.append(.init(step: state.step, loss: loss, validationLoss: validationLoss))
    }
    if score < state.best.score {
      state.best.score = score
      state.best.step = state.step
      bestParameters = parameters
      state.looksWithoutGain = 0
    } else {
      state.looksWithoutGain += 1
    }
  }

  private mutating func writeCheckpoint(
    _ solver: SolverRun, _ plan: NetworkPlan, _ network: Network
  ) throws(TrainingError) {
    guard let checkpoint = options.checkpoint, state.step > 0, state.step % checkpoint.every == 0 else {
      return
    }
    var snapshot = state
    snapshot.network = plan.network(network, with: solver.parameters)
    snapshot.optimizer = solver.state
    if let bestParameters { snapshot.best.network = plan.network(network, with: bestParameters) }
    do {
      try checkpoint.write(snapshot)
    } catch {
      throw .checkpointFailed(step: state.step, reason: "\(error)")
    }
  }

  private mutating func checkStops(_ solver: SolverRun) {
    let progress = Progress(
      phase: "train", step: state.step, totalSteps: options.steps, loss: solver.shownValue,
      isBatchLoss: solver.showsBatch, validationLoss: state.history.last?.validationLoss)
    if observer?(progress) == false {
      reason = .stopped
    } else if validation != nil, let patience = options.patience, state.looksWithoutGain >= patience {
      reason = .earlyStop
    } else if let limit = options.timeLimit, ContinuousClock.now - start >= limit {
      reason = .timeLimit
    }
  }

  private func account(reason: TrainingAccount.Reason) -> (network: Network, account: TrainingAccount) {
    var network = state.best.network
    var cut: [String] = []
    if case .groupLasso = options.penalty { network.cutZeroEdges(&cut) }
    let parameters = NetworkPlan(network).parameters(of: network)
    let own: Compiled
    if let compiled, bestIsCompiled, cut.isEmpty {
      own = compiled
    } else {
      own = Self.compile(network, data, validation, options, threads)
    }
    let account = TrainingAccount(
      lossBefore: state.lossBefore,
      lossAfter: own.training.dataLoss(at: parameters),
      validationLossBefore: state.validationLossBefore,
      validationLossAfter: own.judge?.dataLoss(at: parameters),
      stepsTaken: state.step, bestStep: state.best.step, reason: reason, rollbacks: state.rollbacks,
      edgesCut: cut, history: state.history)
    return (network, account)
  }
}
