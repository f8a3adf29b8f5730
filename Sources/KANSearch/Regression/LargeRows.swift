import KANNumerics
import KANSymbolic
import RealModule

/// The rows on which inputs let one expect a target far above its noise.
///
/// Where a target spans decades, noise of one size hides most of its values. Those that stand out by themselves are the large ones of
/// their kind, which makes the exponents of factors look smaller than they are; a choice of rows by what the *inputs* say does not.
/// Exponents are fitted to the values that stand out, the rows that they promise large values on are taken, and exponents are fitted to
/// these, until the choice rests.
struct LargeRows {
  /// The numbers that decide.
  private enum Limits {
    /// The least rows, and rounds until the choice rests.
    static let (rows, rounds) = (100, 8)
    /// The share of the chosen rows that stand out of the noise.
    static let standing = 0.8
    /// Against columns that depend on each other, relative to their squares.
    static let ridge = 1e-9
  }

  /// The chosen rows, in the order of the table.
  let rows: [Int]

  /// - Parameters:
  ///   - problem: What is left of the target after factors were divided out.
  ///   - limit: The size of the whole target above which a value stands out of noise.
  /// - Returns: `nil` where all rows may be taken, or nearly none.
  init?(_ problem: Subproblem, limit: Double) {
    let table = problem.table
    let usable = table.target.indices.filter { problem.values[$0] != 0 && table.target[$0] != 0 }
    let columns = problem.inputs.filter { !table.inputs[$0].contains(0) }.map { i in
      usable.map { Double.log(abs(table.inputs[i][$0])) }
    }
    guard limit > 0, usable.count > Limits.rows, !columns.isEmpty else { return nil }
    // Of y and of t, y's smallest values as large as what hides them.
    let sizes = usable.map { abs(table.target[$0]) }
    let divided = usable.indices.map { n in
      Double.log(max(sizes[n], limit / 2)) + .log(abs(problem.values[usable[n]])) - .log(sizes[n])
    }
    let factors = usable.indices.map { Double.log(sizes[$0]) - .log(abs(problem.values[usable[$0]])) }
    var chosen = usable.indices.filter { sizes[$0] > limit }
    for _ in 0..<Limits.rounds {
      guard chosen.count > Limits.rows else { return nil }
      let design = Matrix(
        rows: chosen.count, columns: columns.count + 1,
        elements: chosen.flatMap { n in [1] + columns.map { $0[n] } })
      let beta = ridgeLeastSquares(
        design, chosen.map { divided[$0] }, ridge: Limits.ridge * Double(chosen.count))
      let promised = usable.indices.map { n in
        columns.indices.reduce(factors[n]) { $0 + beta[$1 + 1] * columns[$1][n] }
      }
      let order = usable.indices.sorted { (promised[$0], $1) > (promised[$1], $0) }
      var (standing, count) = (0, 0)
      for (place, n) in order.enumerated() {
        if sizes[n] > limit { standing += 1 }
        if Double(standing) >= Limits.standing * Double(place + 1) { count = place + 1 }
      }
      let next = order.prefix(count).sorted()
      if next == chosen { break }
      chosen = next
    }
    guard chosen.count > Limits.rows, chosen.count < usable.count else { return nil }
    rows = chosen.map { usable[$0] }
  }
}
