import Foundation
import KANData
import KANModel

/// A function to be learned: rows to train on, rows to choose by, rows that only measure.
struct AccuracyTask {
  let goal: Goal
  let training: Dataset
  let validation: Dataset
  /// The rows to train on and those to choose by.
  let known: Dataset
  let test: Dataset

  /// One line of `goals.json`: what has been published, or what was asked for.
  struct Goal: Codable {
    /// The problem, by its name in `Recovery/recovery/problems.jsonl`.
    let problem: String
    /// The root mean square error to beat.
    let rmse: Double
    /// The network that reached it; for goals of our own the network to train.
    let shape: [Int]
    /// Whether `rmse` was published for `shape`.
    let isPublished: Bool

    /// The parameters that a network may have: those of the published one with G = 20 and k = 3, G + k an edge. Its grids
    /// went up to 200, and which of them gave the error is not known.
    var budget: Int { isPublished ? 23 * Network.Shape(shape).edgeCount : 800 }

    /// The networks to try: for a published error the published shape and all others whose coarsest grid fits the
    /// budget, else the shape asked for.
    var candidates: [Candidate] {
      let own = Network.Shape(shape)
      let shapes = isPublished ? [own] + Self.otherShapes.filter { $0 != own } : [own]
      return shapes.compactMap { Candidate($0, budget: budget) }
    }

    private static let otherShapes = [
      "2,1", "2,1,1", "2,2,1", "2,3,1", "2,4,1", "2,5,1", "2,6,1", "2,1,1,1", "2,2,1,1", "2,2,2,1", "2,3,1,1",
      "2,3,2,1", "2,3,3,1", "2,4,2,1", "2,4,3,1", "2,4,4,1", "2,5,3,1", "2,5,4,1", "2,5,5,1", "2,3,3,2,1",
      "2,4,4,2,1", "2,0+1,1", "2,1+1,1", "2,0+2,1", "2,2,0+1", "2,2,0+1,1", "2,3,0+1", "2,2,1+1,1",
      "2,1+1,0+1",
      "2,2+1,2,1", "2,2+1,3,1", "2,3+1,3,1",
    ].compactMap { try? Network.Shape(parsing: $0) }
  }

  /// A kind of network: its nodes and the splines that it starts with.
  struct Candidate {
    let shape: Network.Shape
    let intervals: Int
    let order: Int

    /// The highest order that the budget allows: with few intervals smooth functions gain by it. `nil` where nothing fits.
    init?(_ shape: Network.Shape, budget: Int) {
      let splines = [(3, 5), (3, 4), (3, 3), (2, 3)].first { intervals, order in
        shape.parameterCount(intervals: intervals, order: order) <= budget
      }
      guard let (intervals, order) = splines else { return nil }
      (self.shape, self.intervals, self.order) = (shape, intervals, order)
    }
  }

  /// Reads `train.csv`, `validation.csv` and `test.csv` of `folder/rows/<problem>`.
  init(_ goal: Goal, folder: String) throws {
    func part(_ name: String) throws -> Dataset {
      try Dataset(contentsOf: "\(folder)/rows/\(goal.problem)/\(name).csv", target: "y")
    }
    self.goal = goal
    training = try part("train")
    validation = try part("validation")
    test = try part("test")
    known = try Dataset(
      inputNames: training.inputNames, inputs: zip(training.inputs, validation.inputs).map { $0 + $1 },
      targetNames: training.targetNames, targets: zip(training.targets, validation.targets).map { $0 + $1 })
  }
}

extension Network.Shape {
  /// The number of edges, those into the factors of products included.
  var edgeCount: Int {
    var width = inputCount
    return levels.reduce(0) { total, level in
      defer { width = level.nodeCount }
      return total + width * level.factorCount
    }
  }

  /// Spline coefficients and biases: G + k an edge, one a sum.
  func parameterCount(intervals: Int, order: Int) -> Int {
    edgeCount * (intervals + order) + levels.reduce(0) { $0 + $1.factorCount }
  }
}
