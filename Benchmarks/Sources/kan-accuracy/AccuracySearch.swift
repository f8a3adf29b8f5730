import Foundation
import KANData
import KANModel
import KANTraining

/// Looks for the most accurate spline network of a task: many starts on a coarse grid, the promising ones refined by
/// exact knot insertion, everything fitted by Levenberg-Marquardt. Validation rows decide.
struct AccuracySearch {
  var order = 5
  /// Each grid is a multiple of the one before, so that refinement changes nothing by itself.
  var schedule = [3, 6, 12, 24, 48, 96, 192]
  var steps = 60
  /// The processor time after which what is known counts.
  var processorSeconds = 600.0
  /// How many of the coarse networks go on to finer grids, if the time allows.
  var survivors = 60
  /// The steps of the last fit of the best network on each grid.
  var polishingSteps = 300

  /// A trained network with its errors in the target's own unit.
  struct Fit {
    let network: Network
    let intervals: Int
    let order: Int
    let seed: Int
    let validationError: Double

    var parameterCount: Int { Self.parameterCount(network, intervals: intervals, order: order) }

    /// Spline coefficients and biases: G + k an edge, one a node.
    static func parameterCount(_ network: Network, intervals: Int, order: Int) -> Int {
      network.layers.reduce(0) { $0 + $1.edges.count * (intervals + order) + $1.biases.count }
    }
  }

  /// The best network on each grid of the schedule, over the given shapes.
  func best(of task: AccuracyTask) throws -> [Fit] {
    let shapes = task.goal.candidates(leastParametersAnEdge: schedule[0] + order)
    let clock = ProcessorClock()
    var starts: [Fit] = []
    var seed = 1
    while clock.seconds < 0.4 * processorSeconds, starts.count < Self.mostStarts {
      for shape in shapes { starts.append(try coarse(shape, seed: seed, task)) }
      seed += 1
    }
    var best: [Int: Fit] = [:]
    func note(_ fit: Fit) {
      if fit.validationError < best[fit.intervals]?.validationError ?? .infinity { best[fit.intervals] = fit }
    }
    starts.forEach(note)
    for start in starts.sorted(by: { $0.validationError < $1.validationError }).prefix(survivors)
    where clock.seconds < 0.8 * processorSeconds {
      var current = start
      var failures = 0
      for intervals in grids(for: start.network, task) where clock.seconds < processorSeconds {
        let finer = fitted(current.network.refiningGrids(to: intervals), steps: steps, task)
        current = Fit(
          network: finer, intervals: intervals, order: order, seed: start.seed,
          validationError: error(finer, task.validation))
        note(current)
        // A frequency above a grid's own shows only on a finer one, so one failure is not the end.
        failures =
          current.validationError > best.values.map(\.validationError).min() ?? .infinity ? failures + 1 : 0
        if failures == 2 { break }
      }
    }
    for fit in best.values.sorted(by: { $0.validationError < $1.validationError })
    where clock.seconds < processorSeconds {
      let network = fitted(fit.network, steps: polishingSteps, task)
      note(
        Fit(
          network: network, intervals: fit.intervals, order: order, seed: fit.seed,
          validationError: error(network, task.validation)))
    }
    return best.values.sorted { $0.intervals < $1.intervals }
  }

  /// The finer grids of a network, the last one as fine as its parameters may become.
  private func grids(for network: Network, _ task: AccuracyTask) -> [Int] {
    let limit = min(task.goal.budget, task.training.count / 2)
    let least = Fit.parameterCount(network, intervals: 0, order: order)
    let edges = Fit.parameterCount(network, intervals: 1, order: order) - least
    let finest = (limit - least) / edges
    let grids = schedule.dropFirst().filter { $0 <= finest }
    return finest < schedule[schedule.count - 1] && finest > (grids.last ?? schedule[0])
      ? grids + [finest] : grids
  }

  /// More starts than this have found all there is.
  private static let mostStarts = 1000

  /// A random network fitted in rounds; between them the inner grids follow what their inputs see.
  private func coarse(_ shape: NetworkShape, seed: Int, _ task: AccuracyTask) throws -> Fit {
    var network = try Network(
      for: task.training, shape: shape, intervals: schedule[0], order: order, base: .zero,
      seed: UInt64(seed))
    for _ in 0..<4 {
      network = fitted(network, steps: steps / 4, task).adaptingGrids(
        to: task.training.inputs, uniformFraction: 0.8, margin: 0.02)
    }
    network = fitted(network, steps: steps, task)
    return Fit(
      network: network, intervals: schedule[0], order: order, seed: seed,
      validationError: error(network, task.validation))
  }

  private func fitted(_ network: Network, steps: Int, _ task: AccuracyTask) -> Network {
    var solver = LevenbergMarquardt()
    solver.maximumSteps = steps
    return solver.fit(network, to: task.training).network
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
