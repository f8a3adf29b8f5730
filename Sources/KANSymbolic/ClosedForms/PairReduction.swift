import KANFormula

/// Replaces two inputs by one quantity of both where the target does not tell the difference: x − y, x + y, x·y, x/y,
/// x² + y².
///
/// Rows that are neighbours in the remaining coordinates have nearly equal targets if these coordinates are all that
/// matters, and unequal ones if something is missing; so the mean square difference of nearest neighbours (Aha &
/// Stone's estimator of noise, in ranks) must fall when a true pair becomes one coordinate. The law that is found
/// afterwards is verified on the data like every other.
struct PairReduction {
  let node: LawNode
  var rows = 1_200

  /// Nodes with one coordinate less than the given ones, the most convincing first.
  static func reduced(_ nodes: [LawNode], limit: Int = 4) -> [LawNode] {
    nodes.flatMap { PairReduction(node: $0).reduced() }.sorted { $0.difference < $1.difference }
      .prefix(limit).map(\.node)
  }

  /// The nodes with one coordinate less, the most convincing first, with the share of the difference of neighbours that
  /// is left.
  private func reduced(limit: Int = 2) -> [(difference: Double, node: LawNode)] {
    let inputs = node.inputs
    guard inputs.count >= 2, inputs.count <= 5 else { return [] }
    let table = node.table
    let chosen = (0..<min(rows, table.count)).map { $0 * table.count / min(rows, table.count) }
    // Ranks of the target, too: a few large values must not decide.
    let target = chosen.map { node.values[$0] }.ranks
    let coordinates = inputs.map { i in chosen.map { table.inputs[i][$0] }.ranks }
    let whole = Self.neighbourDifference(target, coordinates)
    var found: [(difference: Double, node: LawNode)] = []
    for (n, i) in inputs.enumerated() {
      for m in inputs.indices where m > n {
        let j = inputs[m]
        let others = coordinates.indices.filter { $0 != n && $0 != m }.map { coordinates[$0] }
        for (expression, values) in quantities(i, j) {
          let column = chosen.map { values[$0] }.ranks
          let difference = Self.neighbourDifference(target, others + [column])
          guard difference < 0.8 * whole else { continue }
          let wider = table.appending(expression, values)
          let left = inputs.filter { $0 != i && $0 != j } + [wider.inputs.count - 1]
          found.append(
            (
              difference / whole,
              LawNode(
                table: wider, values: node.values, factor: node.factor, term: node.term, inputs: left,
                dropped: node.dropped)
            ))
        }
      }
    }
    return Array(found.sorted { $0.difference < $1.difference }.prefix(limit))
  }

  private func quantities(_ i: Int, _ j: Int) -> [(Expression, [Double])] {
    let table = node.table
    let (x, y) = (table.variable(i), table.variable(j))
    let (u, v) = (table.inputs[i], table.inputs[j])
    var found: [(Expression, [Double])] = [(x * y, zip(u, v).map { $0 * $1 })]
    if !v.contains(0) { found.append((x / y, zip(u, v).map { $0 / $1 })) }
    let (a, b) = (u.typicalMagnitude, v.typicalMagnitude)
    if a < 30 * b && b < 30 * a {
      found.append((x - y, zip(u, v).map { $0 - $1 }))
      found.append((x + y, zip(u, v).map { $0 + $1 }))
      found.append((x.pow(2) + y.pow(2), zip(u, v).map { $0 * $0 + $1 * $1 }))
    }
    return found
  }

  /// The mean square difference of the target between nearest neighbours.
  private static func neighbourDifference(_ target: [Double], _ coordinates: [[Double]]) -> Double {
    let n = target.count
    guard n > 1 else { return .infinity }
    var sum = 0.0
    var distances = [Double](repeating: 0, count: n)
    for s in 0..<n {
      for r in 0..<n { distances[r] = 0 }
      for column in coordinates {
        let own = column[s]
        for r in 0..<n {
          let d = column[r] - own
          distances[r] += d * d
        }
      }
      distances[s] = .infinity
      var nearest = 0
      for r in 1..<n where distances[r] < distances[nearest] { nearest = r }
      let difference = target[nearest] - target[s]
      sum += difference * difference
    }
    return sum / Double(n)
  }
}
