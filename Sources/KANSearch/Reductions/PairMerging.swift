import KANFormula
import KANNumerics

/// Replaces two inputs by one combination of both if the target depends only on it: x − y, x + y, x·y, x/y, x² + y².
///
/// Rows that are neighbours in the remaining coordinates have nearly equal targets if these coordinates are all that matters, and
/// unequal ones if something is missing; so the mean square difference of nearest neighbours (Aha & Stone's noise estimator, in
/// ranks) must fall when a true pair becomes one coordinate.
struct PairMerging: Reduction {
  static let name = "pairs"
  static let summary = "two inputs are replaced by one: a sum, difference, product, ratio or sum of squares"

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The number of rows whose neighbours are searched; the work grows with its square.
    var rows = 1_200
    /// The number of inputs beyond which neighbours are too far apart to be informative.
    var maximumInputs = 5
    /// The largest ratio of the neighbours' difference after merging to that before.
    var largestShare = 0.8
    /// The number of smaller problems from one problem.
    var limit = 2
    /// Columns whose typical sizes differ by more than this factor are not added.
    var comparableFactor = 30.0
  }

  var settings = Settings()

  func reduce(_ problem: Subproblem, in context: SearchContext) -> [Subproblem] {
    ranked(problem, in: context).map(\.problem)
  }

  /// The most convincing reductions of several problems.
  func reduce(_ problems: [Subproblem], limit: Int, in context: SearchContext) -> [Subproblem] {
    guard context.methods.contains(Self.name) else { return [] }
    return problems.flatMap { ranked($0, in: context) }.sorted { $0.share < $1.share }.prefix(limit)
      .map(\.problem)
  }

  /// The problems with one coordinate fewer, the most convincing first, with the ratio of the neighbours' differences.
  private func ranked(
    _ problem: Subproblem, in context: SearchContext
  ) -> [(share: Double, problem: Subproblem)] {
    let inputs = problem.inputs
    guard inputs.count >= 2, inputs.count <= settings.maximumInputs, !context.budget.isExhausted else {
      return []
    }
    let table = problem.table
    // Noise hides what small values depend on.
    let least = context.look.weighting.smallestSignificant(of: table.target)
    let chosen = table.rows(atMost: settings.rows) { abs(table.target[$0]) > least || least == 0 }
    // Ranks of the target, too, so that a few large values do not dominate.
    let target = chosen.map { problem.values[$0] }.ranks
    let coordinates = inputs.map { i in chosen.map { table.inputs[i][$0] }.ranks }
    let whole = Self.neighbourDifference(target, coordinates)
    var found: [(share: Double, problem: Subproblem)] = []
    for (n, i) in inputs.enumerated() {
      for m in inputs.indices where m > n {
        let j = inputs[m]
        let others = coordinates.indices.filter { $0 != n && $0 != m }.map { coordinates[$0] }
        for (expression, values) in quantities(i, j, of: table) {
          let column = chosen.map { values[$0] }.ranks
          let difference = Self.neighbourDifference(target, others + [column])
          context.budget.spend(chosen.count * chosen.count * (others.count + 1))
          guard difference < settings.largestShare * whole else { continue }
          found.append((difference / whole, problem.replacing([i, j], with: expression, values)))
        }
      }
    }
    return Array(found.sorted { $0.share < $1.share }.prefix(settings.limit))
  }

  private func quantities(_ i: Int, _ j: Int, of table: FeatureTable) -> [(Expression, [Double])] {
    let (x, y) = (table.variable(i), table.variable(j))
    let (u, v) = (table.inputs[i], table.inputs[j])
    var found: [(Expression, [Double])] = [(x * y, zip(u, v).map { $0 * $1 })]
    if !v.contains(0) { found.append((x / y, zip(u, v).map { $0 / $1 })) }
    let (a, b) = (u.typicalMagnitude, v.typicalMagnitude)
    if a < settings.comparableFactor * b && b < settings.comparableFactor * a {
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
