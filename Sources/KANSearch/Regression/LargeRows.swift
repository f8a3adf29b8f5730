import KANNumerics
import KANSymbolic
import RealModule

/// The rows for which the inputs imply a target far above its noise.
///
/// If a target spans decades, noise of one size hides most of its values. Selecting rows by large target values makes the exponents
/// of factors look smaller than they are; selecting them by the *inputs* does not. Exponents are fitted to the values that exceed
/// the noise, the rows for which they predict large values are taken, and exponents are fitted to these, until the selection no
/// longer changes.
struct LargeRows {
  /// The numbers on which decisions depend.
  private enum Limits {
    /// The minimum number of rows, and the maximum number of rounds.
    static let (rows, rounds) = (100, 8)
    /// The share of the chosen rows that exceed the noise.
    static let standing = 0.8
    /// The ridge for linearly dependent columns, relative to their squares.
    static let ridge = 1e-9
  }

  /// The chosen rows, in the order of the table.
  let rows: [Int]

  /// - Parameters:
  ///   - problem: The problem after factors were divided out.
  ///   - limit: The size of the whole target above which a value exceeds the noise.
  /// - Returns: `nil` if all rows may be taken, or nearly none.
  init?(_ problem: Subproblem, limit: Double) {
    let table = problem.table
    let usable = table.target.indices.filter { problem.values[$0] != 0 && table.target[$0] != 0 }
    let columns = problem.inputs.filter { !table.inputs[$0].contains(0) }.map { i in
      usable.map { Double.log(abs(table.inputs[i][$0])) }
    }
    guard limit > 0, usable.count > Limits.rows, !columns.isEmpty else { return nil }
    // For y and for t, with y's smallest values raised to the noise level.
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
