import KANSymbolic

/// Rows of equal inputs as one measurement each: their means, and how well these are known.
///
/// What repeated measurements have in common, such as the batch or the instrument, is no evidence for a law. Each group therefore counts
/// once, with the likelihood of a random effect: the variance of the means is estimated from their residuals, but it is at least the
/// variance that the scatter within the groups implies (Searle, Casella & McCulloch, Variance Components, 1992, section 3.7).
struct RepeatedRows: Sendable {
  /// The minimum number of rows per group, on average, and of groups: with fewer, rows count one by one.
  private static let (leastRepeats, leastGroups) = (2, 4)

  /// The first row of every group.
  let firstRows: [Int]
  /// The mean of the target in every group.
  let means: [Double]
  /// The rows of every group, over their mean number.
  let weights: [Double]
  /// The variance of each mean due to the scatter within its group; if a group has one row, that of the typical scatter.
  let variances: [Double]

  /// The groups of the rows of a refiner; `nil` if rows have weights, or if there are hardly any repeated ones.
  init?(_ rows: ExpressionRefiner) {
    guard rows.rootWeights == nil, !rows.columns.isEmpty else { return nil }
    let equal = EqualRows(rows.columns)
    guard equal.count >= Self.leastGroups, rows.target.count >= Self.leastRepeats * equal.count else {
      return nil
    }
    let groups = equal.groups
    var (counts, sums) = (
      [Double](repeating: 0, count: equal.count), [Double](repeating: 0, count: equal.count)
    )
    for (s, group) in groups.enumerated() {
      counts[group] += 1
      sums[group] += rows.target[s]
    }
    let means = zip(sums, counts).map { $0 / $1 }
    var squares = [Double](repeating: 0, count: equal.count)
    for (s, group) in groups.enumerated() {
      squares[group] += (rows.target[s] - means[group]) * (rows.target[s] - means[group])
    }
    let typical = squares.reduce(0, +) / Double(max(1, rows.target.count - equal.count))
    let meanCount = Double(rows.target.count) / Double(equal.count)
    firstRows = equal.firstRows
    self.means = means
    weights = counts.map { $0 / meanCount }
    variances = zip(squares, counts).map { square, count in
      (count > 1 ? square / (count - 1) : typical) / count
    }
  }
}
