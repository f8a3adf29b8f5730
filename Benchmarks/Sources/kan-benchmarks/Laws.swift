import Foundation
import KANData
import KANModel
import KANNumerics
import KANTraining

/// From a table to a given loss: exp(sin(πx) + y²) by Levenberg-Marquardt, with ever finer grids.
enum Laws {
  static func table(rows: Int, seed: UInt64 = 2) throws -> Dataset {
    var random = SeededRandom(seed: seed)
    let x = (0..<rows).map { _ in random.uniform(in: -1...1) }
    let y = (0..<rows).map { _ in random.uniform(in: -1...1) }
    return try Dataset(
      inputNames: ["x", "y"], inputs: [x, y], targetNames: ["z"],
      targets: [zip(x, y).map { exp(sin(.pi * $0) + $1 * $1) }])
  }

  /// The network [2,5,1] refined from 5 to 50 intervals; ends as soon as the RMSE falls below `goal`.
  static func fit(_ data: Dataset, goal: Double, seed: UInt64 = 1) throws -> (
    network: Network, rmse: Double, intervals: Int
  ) {
    var network = try Network(
      for: data, shape: NetworkShape([2, 5, 1]), intervals: 5, order: 5, base: .zero, seed: seed)
    var solver = LevenbergMarquardt()
    solver.accelerates = true
    var (rmse, last) = (Double.infinity, 5)
    for (intervals, steps) in [(5, 60), (10, 20), (20, 20), (50, 30)] {
      if intervals > 5 {
        // Hidden grids follow what they see: beyond its ends a spline is only a straight line.
        network = network.refiningGrids(to: intervals).adaptingGrids(to: data.inputs, uniformFraction: 1)
        solver.initialDamping = 1e-6
      }
      solver.maximumSteps = steps
      solver.targetLoss = pow(goal / network.outputs[0].scale, 2)
      let result = solver.fit(network, to: data)
      network = result.network
      rmse = result.meanSquare.squareRoot() * network.outputs[0].scale
      last = intervals
      if rmse <= goal { break }
    }
    return (network, rmse, last)
  }

  static func run(_ report: inout Report) throws {
    let data = try table(rows: 1000)
    let others = try table(rows: 5000, seed: 3)
    for goal in [1e-3, 1e-6, 1e-9] {
      var notes: [String] = []
      let timing = try Timing(
        (1...5).map { seed in
          try seconds {
            let found = try fit(data, goal: goal, seed: UInt64(seed))
            let between = Metrics.rmse(
              found.network.predictions(others.inputs)[0], others.targets[0])
            notes.append(
              String(format: "%.1e at G %d (%.0e elsewhere)", found.rmse, found.intervals, between))
          }
        })
      report.add(
        Line(
          group: "exp(sin(πx) + y²), [2,5,1], 1000 rows, Levenberg-Marquardt, five starts",
          name: "to RMSE \(goal)", timing: timing, note: notes.joined(separator: "; ")))
    }
  }

  private static func seconds(_ work: () throws -> Void) rethrows -> Double {
    let start = ContinuousClock.now
    try work()
    let duration = ContinuousClock.now - start
    return Double(duration.components.seconds) + 1e-18 * Double(duration.components.attoseconds)
  }
}
