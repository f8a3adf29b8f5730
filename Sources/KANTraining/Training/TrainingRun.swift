import KANData
import KANModel

/// One run of `Network.trained`: stages of grid sizes and stretches between grid updates, each run by a `TrainingLoop`.
struct TrainingRun {
  private let data: any TrainingRows
  private let validation: (any TrainingRows)?
  private let options: TrainingOptions
  private let threads: Int
  private var state: TrainingState
  private var loop: TrainingLoop
  private var hasConverged = false
  /// The last compiled structure: laying out a table takes a considerable part of an epoch.
  private var compiled: Compiled?
  /// Whether the best network has the last compiled structure.
  private var bestIsCompiled = false

  /// The objectives of one structure.
  private struct Compiled {
    let network: Network
    let training: any TrainableObjective
    let judge: Judge?
  }

  init(
    _ network: Network, data: any TrainingRows, validation: (any TrainingRows)?, options: TrainingOptions,
    resuming state: TrainingState?, observer: ProgressReport.Observer?
  ) throws(TrainingError) {
    self.data = data
    self.validation = validation
    self.options = options
    threads = options.threadCount
    if let state {
      self.state = state
    } else {
      let own = Self.compile(network, data, validation, options, threads)
      self.state = try Self.start(network, own, options)
      compiled = own
      bestIsCompiled = true
    }
    loop = TrainingLoop(options, journal: self.state.journal, observer: observer)
  }

  private static func start(
    _ network: Network, _ own: Compiled, _ options: TrainingOptions
  ) throws(TrainingError) -> TrainingState {
    let parameters = NetworkPlan(network).parameters(of: network)
    let loss = own.training.dataLoss(at: parameters)
    guard loss.isFinite else { throw .startNotFinite(part: "training") }
    let verdict = own.judge?.verdict(at: parameters)
    guard verdict?.loss.isFinite ?? true else { throw .startNotFinite(part: "validation") }
    let score =
      verdict?.score ?? (options.penalty == .none ? loss : own.training.value(at: parameters))
    return TrainingState(
      network: network, best: .init(network: network, score: score, step: 0), lossBefore: loss,
      validationLossBefore: verdict?.loss)
  }

  private static func compile(
    _ network: Network, _ data: any TrainingRows, _ validation: (any TrainingRows)?,
    _ options: TrainingOptions, _ threads: Int
  ) -> Compiled {
    Compiled(
      network: network, training: data.objective(network, options, threads: threads),
      judge: validation.map { Judge($0.objective(network, options, threads: threads), on: $0.table, options) }
    )
  }

  /// Takes all steps and returns the best network.
  mutating func finish() throws(TrainingError) -> (network: Network, account: Network.TrainingAccount) {
    while loop.reason == nil, !hasConverged, state.stage < options.grid.stageCount {
      let length = options.grid.steps(ofStage: state.stage, total: options.steps)
      if state.stageStep >= length {
        state.stage += 1
        state.stageStep = 0
        continue
      }
      changeGrids()
      try runStretch(stageLength: length)
    }
    return account(reason: loop.reason ?? (hasConverged ? .converged : .stepLimit))
  }

  /// Refines grids at the start of a stage, and adapts them according to the schedule.
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

  /// Takes steps until the next change of grids, the end of the stage or the end of the run.
  private mutating func runStretch(stageLength: Int) throws(TrainingError) {
    let network = state.network
    let plan = NetworkPlan(network)
    if compiled?.network != network {
      (compiled, bestIsCompiled) = (nil, false)
    }
    let own = compiled ?? Self.compile(network, data, validation, options, threads)
    compiled = own
    var solver = try options.optimizer.solver(
      for: own.training,
      residuals: data.residuals(network, threads: threads),
      parameters: plan.parameters(of: network), totalSteps: options.steps, seed: options.seed,
      resuming: state.optimizer)
    let stretch = TrainingLoop.Stretch(
      steps: state.stageStep..<stageLength, breaks: options.grid.updates,
      checkpoint: checkpoint(plan))
    let (step, outcome) = try loop.run(&solver, stretch, judge: own.judge)

    if loop.journal.bestParameters != nil { bestIsCompiled = true }
    state = state.advanced(to: loop.journal, solver, plan, stageStep: step)
    loop.journal.bestParameters = nil
    guard loop.reason == nil, outcome != .moved else { return }
    if state.stage + 1 >= options.grid.stageCount { hasConverged = true }
    state.stageStep = stageLength
  }

  /// Writes the state if the options require it.
  private func checkpoint(
    _ plan: NetworkPlan
  ) -> (TrainingJournal, any Solver, _ step: Int) throws(TrainingError) -> Void {
    guard let checkpoint = options.checkpoint else { return { _, _, _ throws(TrainingError) in } }
    return { [state] journal, solver, step throws(TrainingError) in
      guard journal.step > 0, journal.step % checkpoint.every == 0 else { return }
      do {
        try checkpoint.write(state.advanced(to: journal, solver, plan, stageStep: step))
      } catch {
        throw .checkpointFailed(step: journal.step, reason: "\(error)")
      }
    }
  }

  private func account(reason: Network.TrainingAccount.Reason) -> (
    network: Network, account: Network.TrainingAccount
  ) {
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
    let account = Network.TrainingAccount(
      lossBefore: state.lossBefore, lossAfter: own.training.dataLoss(at: parameters),
      validationLossBefore: state.validationLossBefore, validationLossAfter: own.judge?.loss(at: parameters),
      journal: loop.journal, reason: reason, edgesCut: cut)
    return (network, account)
  }
}
