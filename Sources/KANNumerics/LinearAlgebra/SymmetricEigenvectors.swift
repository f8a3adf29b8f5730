/// Eigenvalues and eigenvectors of a small symmetric matrix, by cyclic Jacobi rotations (Golub & Van Loan, section 8.5).
package struct SymmetricEigenvectors: Sendable, Hashable {
  /// The eigenvalues, smallest first.
  package let values: [Double]
  /// Unit eigenvectors in the same order; the element of largest magnitude of each is positive.
  package let vectors: [[Double]]

  /// The largest number of sweeps over all pairs, after which only rounding errors remain; five to eight are usual.
  private static let sweeps = 40

  /// Solves A·v = λ·v; only the lower triangle is read. `precondition`s a square matrix.
  ///
  /// Complexity: O(n³) per sweep.
  package init(_ matrix: Matrix) {
    precondition(matrix.rows == matrix.columns, "eigenvectors need a square matrix")
    let n = matrix.rows
    var a = matrix
    for r in 0..<n { for c in r + 1..<max(n, r + 1) { a[r, c] = a[c, r] } }
    var v = Matrix.identity(n)
    for _ in 0..<Self.sweeps {
      var rotated = false
      for p in 0..<n {
        for q in p + 1..<max(n, p + 1)
        where abs(a[p, q]) > Double.leastNormalMagnitude
          && abs(a[p, q]) > .ulpOfOne * 1e-3 * (abs(a[p, p]) * abs(a[q, q])).squareRoot()
        {
          rotated = true
          Self.rotate(&a, &v, p, q)
        }
      }
      if !rotated { break }
    }
    let order = (0..<n).sorted { (a[$0, $0], $0) < (a[$1, $1], $1) }
    values = order.map { a[$0, $0] }
    vectors = order.map { c in
      let vector = (0..<n).map { v[$0, c] }
      let largest = vector.max { abs($0) < abs($1) } ?? 1
      return largest < 0 ? vector.map { -$0 } : vector
    }
  }

  /// The rotation in the plane of p and q after which a[p, q] is 0.
  private static func rotate(_ a: inout Matrix, _ v: inout Matrix, _ p: Int, _ q: Int) {
    let tau = (a[q, q] - a[p, p]) / (2 * a[p, q])
    let t = (tau < 0 ? -1.0 : 1.0) / (abs(tau) + (1 + tau * tau).squareRoot())
    let c = 1 / (1 + t * t).squareRoot()
    let s = t * c
    for r in 0..<a.rows {
      let (x, y) = (a[r, p], a[r, q])
      (a[r, p], a[r, q]) = (c * x - s * y, s * x + c * y)
    }
    for r in 0..<a.rows {
      let (x, y) = (a[p, r], a[q, r])
      (a[p, r], a[q, r]) = (c * x - s * y, s * x + c * y)
    }
    (a[p, q], a[q, p]) = (0, 0)
    for r in 0..<v.rows {
      let (x, y) = (v[r, p], v[r, q])
      (v[r, p], v[r, q]) = (c * x - s * y, s * x + c * y)
    }
  }
}
