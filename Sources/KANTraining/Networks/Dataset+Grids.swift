import KANData

extension Dataset {
  /// The number of rows that suffices to place knots.
  static var rowsForGrids: Int { 4096 }

  /// Input columns of at most a few thousand evenly spaced rows, with the rows of every input's extremes: enough to place knots,
  /// whatever the size of the table.
  var columnsForGrids: [[Double]] {
    let limit = Self.rowsForGrids
    guard count > limit else { return inputs }
    var rows = Set((0..<limit).map { $0 * count / limit })
    for column in inputs {
      if let least = column.indices.min(by: { column[$0] < column[$1] }) { rows.insert(least) }
      if let most = column.indices.max(by: { column[$0] < column[$1] }) { rows.insert(most) }
    }
    let sorted = rows.sorted()
    return inputs.map { column in sorted.map { column[$0] } }
  }
}
