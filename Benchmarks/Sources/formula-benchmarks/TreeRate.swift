import Foundation
import KANFormula

/// The number of small trees that one core evaluates on columns in a second, on which the speed of a search over expressions depends.
enum TreeRate {
  /// Rows of the columns, nodes of every tree, and the number of trees.
  private static let (rows, nodes, count) = (500, 10, 4_000)

  /// Prints trees per second, compiled each time and compiled in advance; medians of several rounds over the same trees.
  static func run() throws {
    var state: UInt64 = 1
    let names = ["a", "b", "c"]
    let columns = names.map { _ in (0..<rows).map { _ in 0.5 + 2.5 * uniform(&state) } }
    let trees = (0..<count).map { _ in tree(of: nodes, names, &state) }
    let programs = try trees.map { try CompiledExpression($0, variables: names) }
    var sum = 0.0
    let fresh = median {
      for tree in trees {
        sum += (try? CompiledExpression(tree, variables: names))?.values(columns)[0] ?? 0
      }
    }
    let compiled = median { for program in programs { sum += program.values(columns)[0] } }
    print(
      "trees of \(nodes) nodes on \(rows) rows per second and core: \(Int(Double(count) / fresh)) compiled each time, "
        + "\(Int(Double(count) / compiled)) compiled before (sum \(sum))")
  }

  /// A random tree with the given number of nodes: sums, products and differences, every third of them inside a function.
  private static func tree(
    of nodes: Int, _ names: [String], _ state: inout UInt64
  ) -> KANFormula.Expression {
    if nodes == 1 { return .variable(names[Int(Double(names.count) * uniform(&state))]) }
    if nodes == 2 || uniform(&state) < 1.0 / 3 {
      let inner = tree(of: nodes - 1, names, &state)
      return uniform(&state) < 0.5 ? .sin(inner) : .exp(inner)
    }
    let left = 1 + Int(Double(nodes - 2) * uniform(&state))
    let (u, v) = (tree(of: left, names, &state), tree(of: nodes - 1 - left, names, &state))
    return uniform(&state) < 0.5 ? .product([u, v]) : .sum([u, v])
  }

  /// A number from 0 up to 1 (SplitMix64).
  private static func uniform(_ state: inout UInt64) -> Double {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return Double((z ^ (z >> 31)) >> 11) * 0x1p-53
  }

  /// Seconds of one run.
  private static func median(_ work: () -> Void) -> Double {
    work()
    let times = (0..<7).map { _ -> Double in
      let duration = ContinuousClock().measure(work).components
      return Double(duration.seconds) + 1e-18 * Double(duration.attoseconds)
    }
    return times.sorted()[times.count / 2]
  }
}
