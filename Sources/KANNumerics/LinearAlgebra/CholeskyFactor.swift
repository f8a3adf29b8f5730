/// The lower triangle L of A = L·Lᵀ for a symmetric positive definite A.
///
/// Source: Golub & Van Loan, Matrix Computations, section 4.2. Only the lower triangle of A is read.
package struct CholeskyFactor: Sendable {
  /// The number of rows.
  package let size: Int
  /// L by rows; elements above the diagonal are never read.
  private let lower: [Double]

  /// Factors a matrix; `nil` if it is not positive definite to working precision. O(n³/3).
  package init?(_ matrix: Matrix) {
    precondition(matrix.rows == matrix.columns, "only square matrices have a Cholesky factor")
    let n = matrix.rows
    size = n
    var l = matrix.elements
    let succeeded = l.withUnsafeMutableBufferPointer { buffer -> Bool in
      guard let l = buffer.baseAddress else { return true }
      for i in 0..<n {
        let row = l + i * n
        for j in 0..<i { row[j] = (row[j] - dot(row, l + j * n, j)) / l[j * n + j] }
        let pivot = row[i] - dot(row, row, i)
        // A pivot that is only the rounding error of the diagonal element does not count.
        guard pivot > 4 * Double.ulpOfOne * abs(row[i]), pivot.isFinite else { return false }
        row[i] = pivot.squareRoot()
      }
      return true
    }
    guard succeeded else { return nil }
    lower = l
  }

  /// The solution x of A·x = b. O(n²).
  package func solve(_ b: [Double]) -> [Double] {
    precondition(b.count == size, "the right-hand side must have \(size) elements")
    var x = b
    lower.withUnsafeBufferPointer { l in
      for i in 0..<size {
        var rest = x[i]
        for j in 0..<i { rest -= l[i * size + j] * x[j] }
        x[i] = rest / l[i * size + i]
      }
      for i in stride(from: size - 1, through: 0, by: -1) {
        x[i] /= l[i * size + i]
        for j in 0..<i { x[j] -= l[i * size + j] * x[i] }
      }
    }
    return x
  }

  /// A⁻¹, exactly symmetric. O(n³).
  package func inverse() -> Matrix {
    var result = Matrix(rows: size, columns: size)
    var unit = [Double](repeating: 0, count: size)
    for c in 0..<size {
      unit[c] = 1
      let column = solve(unit)
      unit[c] = 0
      for r in c..<size {
        result[r, c] = column[r]
        result[c, r] = column[r]
      }
    }
    return result
  }
}

/// Σ aₙ·bₙ in four interleaved sums: fixed order, and four multiply-adds in flight.
private func dot(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ count: Int) -> Double {
  var sums = SIMD4<Double>()
  var n = 0
  while n + 4 <= count {
    sums += SIMD4(a[n], a[n + 1], a[n + 2], a[n + 3]) * SIMD4(b[n], b[n + 1], b[n + 2], b[n + 3])
    n += 4
  }
  var sum = (sums[0] + sums[1]) + (sums[2] + sums[3])
  while n < count {
    sum += a[n] * b[n]
    n += 1
  }
  return sum
}
