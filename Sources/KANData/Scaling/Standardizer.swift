/// The scaling of several columns to mean 0 and standard deviation 1, and back.
package struct Standardizer: Hashable, Sendable, Codable {
  /// One entry per column.
  package let scalings: [ColumnScaling]

  /// The names of the columns that have only one value; they are shifted to 0 and not scaled.
  package var constantColumns: [String] { scalings.filter(\.isConstant).map(\.name) }

  /// Determines the scaling from `columns[c][s]`.
  package init(names: [String], columns: [[Double]], weights: [Double]? = nil) {
    precondition(names.count == columns.count, "a standardizer needs one name per column")
    scalings = zip(names, columns).map { ColumnScaling(name: $0, column: $1, weights: weights) }
  }

  /// (x − shift)/scale for every column.
  package func standardized(_ columns: [[Double]]) -> [[Double]] {
    precondition(columns.count == scalings.count, "there must be as many columns as were measured")
    return zip(scalings, columns).map { scaling, column in
      column.map { ($0 - scaling.shift) / scaling.scale }
    }
  }

  /// scale·x + shift for every column: the inverse of `standardized`.
  package func restored(_ columns: [[Double]]) -> [[Double]] {
    precondition(columns.count == scalings.count, "there must be as many columns as were measured")
    return zip(scalings, columns).map { scaling, column in
      column.map { scaling.scale * $0 + scaling.shift }
    }
  }
}
