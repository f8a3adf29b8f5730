import KANData
import KANModel
import KANNumerics
import KANTraining

@testable import KANCluster

/// Tables and networks of these tests, and their parts.
enum Tables {
  /// y = sin(2a) + b² with weights, some of them negative where asked.
  static func curve(rows: Int, negative: Bool = false, seed: UInt64 = 5) throws -> Dataset {
    var random = SeededRandom(seed: seed)
    let a = (0..<rows).map { _ in 2 * random.uniform() - 1 }
    let b = (0..<rows).map { _ in 3 + 100 * random.uniform() }
    let y = zip(a, b).map { a, b in 4 * a * a * a - a + 0.001 * b * b + 0.01 * random.normal() }
    let w = (0..<rows).map { _ in (negative && random.uniform() < 0.1 ? -1 : 1) * (0.5 + random.uniform()) }
    return try Dataset(
      inputNames: ["a", "b"], inputs: [a, b], targetNames: ["y"], targets: [y], weights: w)
  }

  /// The parts of a table that a rank has.
  static func parts(of data: Dataset, _ tree: PartTree) -> [Dataset] {
    tree.own.map { part in
      data.selecting(
        rows: Array(data.count * part / tree.partCount..<data.count * (part + 1) / tree.partCount))
    }
  }

  /// The network that all ranks start from.
  static func network(_ rows: PartedRows, loss: Loss = .meanSquaredError) throws -> Network {
    try Network(
      for: try rows.summary(for: loss), shape: Network.Shape([2, 3, 1]), loss: loss, intervals: 4, order: 3,
      base: .silu, sparse: false, evenKnots: nil, seed: 3)
  }
}
