/// A·P = Q·R by Householder reflections, taking the longest remaining column first.
///
/// Source: Businger & Golub, Numerische Mathematik 7 (1965) 269; Golub & Van Loan, Matrix Computations, section 5.4.
package struct PivotedQR: Sendable {
  /// The number of rows of A.
  package let rows: Int
  /// The column of A at each position of A·P.
  package private(set) var order: [Int]
  /// R on and above the diagonal of each column; v₁, v₂, … of the reflection 1 − τ·v·vᵀ below it.
  private var columns: [[Double]]
  /// v₀ of each reflection; 0 if nothing is left to reflect.
  private var heads: [Double] = []
  /// τ of each reflection.
  private var scales: [Double] = []

  /// Decomposes a matrix with columns of equal length, whose elements have squares in the range of `Double`. O(n·p²).
  package init(columns: [[Double]]) {
    rows = columns.first?.count ?? 0
    self.columns = columns
    order = Array(columns.indices)
    for k in 0..<min(columns.count, rows) { reflect(at: k) }
  }

  private mutating func reflect(at k: Int) {
    // The lengths of the remaining columns are recomputed: updating them would lose the digits that determine the rank.
    let lengths = (k..<columns.count).map { length(columns[$0], from: k) }
    let longest = lengths.indices.max { lengths[$0] < lengths[$1] } ?? 0
    columns.swapAt(k, k + longest)
    order.swapAt(k, k + longest)
    let norm = lengths[longest]
    guard norm > 0, norm.isFinite else {
      heads.append(0)
      scales.append(0)
      return
    }
    // The sign that avoids cancellation: the reflection maps the rest of the column to a multiple of the first unit vector.
    let first = columns[k][k]
    let diagonal = first < 0 ? norm : -norm
    heads.append(first - diagonal)
    scales.append(1 / (norm * abs(first - diagonal)))
    columns[k][k] = diagonal
    for c in (k + 1)..<max(columns.count, k + 1) {
      apply(k, to: &columns[c], by: columns[k])
    }
  }

  /// The element of R; `row` ≤ `column`.
  package subscript(row: Int, column: Int) -> Double { columns[column][row] }

  /// The number of leading diagonal elements of R that exceed this fraction of the first.
  package func rank(tolerance: Double) -> Int {
    let diagonal = heads.indices.map { abs(self[$0, $0]) }
    return diagonal.prefix { $0 > tolerance * (diagonal.first ?? 0) }.count
  }

  /// Qᵀ·b.
  package func transposedProduct(with b: [Double]) -> [Double] {
    var result = b
    for k in heads.indices { apply(k, to: &result, by: columns[k]) }
    return result
  }

  /// The x that minimises |A·x − b| with the first `rank` columns of A·P; 0 for the others.
  package func solution(of b: [Double], rank: Int) -> [Double] {
    let rotated = transposedProduct(with: b)
    var x = [Double](repeating: 0, count: columns.count)
    for r in stride(from: rank - 1, through: 0, by: -1) {
      var rest = rotated[r]
      for c in r + 1..<max(rank, r + 1) { rest -= self[r, c] * x[order[c]] }
      x[order[r]] = rest / self[r, r]
    }
    return x
  }

  /// R₁₁⁻¹ of the first `rank` columns, an upper triangle.
  package func inverseOfTriangle(rank: Int) -> Matrix {
    var inverse = Matrix(rows: rank, columns: rank)
    for j in 0..<rank {
      inverse[j, j] = 1 / self[j, j]
      for i in stride(from: j - 1, through: 0, by: -1) {
        var sum = 0.0
        for k in (i + 1)...j { sum += self[i, k] * inverse[k, j] }
        inverse[i, j] = -sum / self[i, i]
      }
    }
    return inverse
  }

  /// (AᵀA)⁻¹ of the first `rank` columns of A·P in the order of A; 0 in rows and columns of the others.
  package func inverseOfNormalMatrix(rank: Int) -> Matrix {
    let inverse = inverseOfTriangle(rank: rank)
    var result = Matrix(rows: order.count, columns: order.count)
    for i in 0..<rank {
      for j in 0..<rank {
        var sum = 0.0
        for k in max(i, j)..<rank { sum += inverse[i, k] * inverse[j, k] }
        result[order[i], order[j]] = sum
      }
    }
    return result
  }

  /// Reflection k, whose tail lies in `reflector`, of a column.
  private func apply(_ k: Int, to column: inout [Double], by reflector: [Double]) {
    let (head, scale) = (heads[k], scales[k])
    guard head != 0 else { return }
    column.withUnsafeMutableBufferPointer { x in
      reflector.withUnsafeBufferPointer { v in
        var projection = head * x[k]
        for n in (k + 1)..<max(v.count, k + 1) { projection += v[n] * x[n] }
        projection *= scale
        x[k] -= projection * head
        for n in (k + 1)..<max(v.count, k + 1) { x[n] -= projection * v[n] }
      }
    }
  }
}

/// √Σ v² from an element on.
private func length(_ column: [Double], from start: Int) -> Double {
  column[start...].reduce(0) { $0 + $1 * $1 }.squareRoot()
}
