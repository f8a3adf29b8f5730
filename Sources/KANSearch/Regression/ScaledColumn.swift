import KANSymbolic

/// A column in units of its root mean square.
struct ScaledColumn: Sendable {
  let values: [Double]

  init(_ column: [Double]) {
    let size = (ColumnSums.dot(column, column) / Double(max(1, column.count))).squareRoot()
    values = size > 0 ? column.map { $0 / size } : column
  }
}
