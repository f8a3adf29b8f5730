import Foundation
import KANData
import KANModel
import KANTraining

/// Searches for the most accurate spline network of a task with `Network.trained`, as any user can: many cheap starts on
/// coarse grids, the promising ones refined by exact knot insertion, all fitted by Levenberg-Marquardt. The validation rows
/// decide, also at which step a fit was best.
struct AccuracySearch {
  /// Finer grids than this are not tried.
  var finestIntervals = 192
  /// The processor time after which the best result so far counts.
  var processorSeconds = 120.0
  /// The fraction of the goal at which a validation error ends the search.
  var sureShare = 0.2

  /// A trained network with its errors in the target's own unit.
  struct Fit {
    let network: Network
    let intervals: Int
    let order: Int
    let seed: Int
    let validationError: Double

    var parameterCount: Int { network.shape.parameterCount(intervals: intervals, order: order) }
  }

  /// The steps of a start, in rounds between which the inner grids follow what their inputs see.
  private static let startRounds = [10, 10, 10, 30]
  /// The steps of a survivor on each grid, and of the last fit of the best.
  private static let (steps, polishingSteps) = (150, 500)
  /// The number of kinds of network that remain; half of the others are dropped at a time.
  private static let leastCandidates = 4
  /// The maximum number of rounds of starts.
  private static let mostRounds = 100

  /// The best network on each grid, over all candidates.
  func best(of task: AccuracyTask) throws -> [Fit] {
    let clock = ProcessorClock()
    var best: [Int: Fit] = [:]
    var isSure: Bool {
      best.values.contains { $0.validationError <= sureShare * task.goal.rmse }
    }
    func note(_ fit: Fit) {
      if fit.validationError < best[fit.intervals]?.validationError ?? .infinity { best[fit.intervals] = fit }
    }
    func mayGoOn(until share: Double) -> Bool { !isSure && clock.seconds < share * processorSeconds }

    var starts: [Fit] = []
    var candidates = task.goal.candidates
    for seed in 1...Self.mostRounds where mayGoOn(until: 0.4) {
      var scores = [Double](repeating: .infinity, count: candidates.count)
      for (n, candidate) in candidates.enumerated() where mayGoOn(until: 0.4) {
        let fit = try start(candidate, seed: seed, task)
        starts.append(fit)
        note(fit)
        scores[n] = fit.validationError
      }
      let order = candidates.indices.sorted { scores[$0] < scores[$1] }
      candidates = order.prefix(max(Self.leastCandidates, candidates.count / 2)).map { candidates[$0] }
    }

    for start in starts.sorted(by: { $0.validationError < $1.validationError }) where mayGoOn(until: 0.8) {
      var current = start
      var failures = 0
      for intervals in [start.intervals] + grids(for: start, task) where failures < 2 && mayGoOn(until: 0.8) {
        current = try fitted(current, intervals: intervals, steps: Self.steps, task)
        // A frequency above a grid's own shows only on a finer one, so one failure is not the end.
        let least = best.values.map(\.validationError).min() ?? .infinity
        failures = current.validationError > 2 * least ? failures + 1 : 0
        note(current)
      }
    }

    for fit in best.values.sorted(by: { $0.validationError < $1.validationError }) where mayGoOn(until: 1) {
      note(try fitted(fit, intervals: fit.intervals, steps: Self.polishingSteps, task))
    }
    return try best.values.sorted { $0.intervals < $1.intervals }.map { try completed($0, task) }
  }

  /// A network that has been chosen needs no rows to be chosen by: its last steps see all that are known, which leaves smaller
  /// gaps at the corners of the box.
  private func completed(_ fit: Fit, _ task: AccuracyTask) throws -> Fit {
    let network = try fit.network.trained(on: task.known, options: Self.options(steps: Self.steps)).network
    return Fit(
      network: network, intervals: fit.intervals, order: fit.order, seed: fit.seed,
      validationError: fit.validationError)
  }

  /// The finer grids of a network, each twice the one before, the last one as fine as its parameters may become.
  private func grids(for fit: Fit, _ task: AccuracyTask) -> [Int] {
    let limit = min(task.goal.budget, task.training.count / 2)
    let shape = fit.network.shape
    var grids: [Int] = []
    var intervals = 2 * fit.intervals
    while intervals <= finestIntervals, shape.parameterCount(intervals: intervals, order: fit.order) <= limit
    {
      grids.append(intervals)
      intervals *= 2
    }
    let rest = limit - shape.parameterCount(intervals: 0, order: fit.order)
    let finest = min(rest / shape.edgeCount, finestIntervals)
    return finest > grids.last ?? fit.intervals ? grids + [finest] : grids
  }

  /// A random network after its first rounds.
  private func start(_ candidate: AccuracyTask.Candidate, seed: Int, _ task: AccuracyTask) throws -> Fit {
    var network = try Network(
      for: task.training, shape: candidate.shape, intervals: candidate.intervals, order: candidate.order,
      base: .zero, seed: UInt64(seed))
    for (n, steps) in Self.startRounds.enumerated() {
      network = try trained(network, steps: steps, task)
      if n + 1 < Self.startRounds.count {
        network = network.adaptingGrids(to: task.training.inputs, uniformFraction: 0.8, margin: 0.02)
      }
    }
    return Fit(
      network: network, intervals: candidate.intervals, order: candidate.order, seed: seed,
      validationError: error(network, task.validation))
  }

  /// The network of a fit on `intervals` intervals, trained further.
  private func fitted(_ fit: Fit, intervals: Int, steps: Int, _ task: AccuracyTask) throws -> Fit {
    let network = try trained(fit.network.refiningGrids(to: intervals), steps: steps, task)
    return Fit(
      network: network, intervals: intervals, order: fit.order, seed: fit.seed,
      validationError: error(network, task.validation))
  }

  private func trained(_ network: Network, steps: Int, _ task: AccuracyTask) throws -> Network {
    try network.trained(on: task.training, validation: task.validation, options: Self.options(steps: steps))
      .network
  }

  private static func options(steps: Int) -> TrainingOptions {
    var options = TrainingOptions()
    options.grid = .fixed
    options.steps = steps
    options.threads = 1
    return options
  }

  /// The root mean square error in the target's own unit.
  func error(_ network: Network, _ data: Dataset) -> Double {
    let value = LevenbergMarquardt().meanSquare(of: network, on: data).squareRoot() * network.outputs[0].scale
    return value.isFinite ? value : .infinity
  }
}

/// The processor time of this process since the clock was made: what a busy machine does not change.
struct ProcessorClock {
  private let start = clock()

  var seconds: Double { Double(clock() - start) / Double(CLOCKS_PER_SEC) }
}
