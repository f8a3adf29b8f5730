/// A small dense matrix, stored by rows.
package struct Matrix: Sendable, Hashable, Codable {
  /// The number of rows.
  package let rows: Int
  /// The number of columns.
  package let columns: Int
  /// The elements, those of row r at `r * columns ..< (r + 1) * columns`.
  package var elements: [Double]

  /// A matrix of equal elements.
  package init(rows: Int, columns: Int, repeating value: Double = 0) {
    self.init(rows: rows, columns: columns, elements: [Double](repeating: value, count: rows * columns))
  }

  /// A matrix from its elements by rows; `precondition`s their count.
  package init(rows: Int, columns: Int, elements: [Double]) {
    precondition(rows >= 0 && columns >= 0, "a matrix has no negative number of rows or columns")
    precondition(
      elements.count == rows * columns, "a \(rows) × \(columns) matrix cannot hold \(elements.count) elements"
    )
    self.rows = rows
    self.columns = columns
    self.elements = elements
  }

  /// The unit matrix.
  package static func identity(_ size: Int) -> Matrix {
    var result = Matrix(rows: size, columns: size)
    for n in 0..<size { result[n, n] = 1 }
    return result
  }

  /// The element of a row and column.
  package subscript(row: Int, column: Int) -> Double {
    get { elements[row * columns + column] }
    set { elements[row * columns + column] = newValue }
  }

  /// The transposed matrix.
  package var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for r in 0..<rows { for c in 0..<columns { result[c, r] = self[r, c] } }
    return result
  }

  /// The product with a vector of `columns` elements.
  package static func * (matrix: Matrix, vector: [Double]) -> [Double] {
    precondition(vector.count == matrix.columns, "the vector must have \(matrix.columns) elements")
    return (0..<matrix.rows).map { r in
      (0..<matrix.columns).reduce(0) { $0 + matrix[r, $1] * vector[$1] }
    }
  }

  /// The product of two matrices.
  package static func * (a: Matrix, b: Matrix) -> Matrix {
    precondition(a.columns == b.rows, "\(a.rows) × \(a.columns) does not multiply \(b.rows) × \(b.columns)")
    var result = Matrix(rows: a.rows, columns: b.columns)
    for r in 0..<a.rows {
      for n in 0..<a.columns {
        let factor = a[r, n]
        for c in 0..<b.columns { result[r, c] += factor * b[n, c] }
      }
    }
    return result
  }
}
