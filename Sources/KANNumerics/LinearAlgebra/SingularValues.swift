/// A = U·Σ·Vᵀ of a small square matrix by one-sided Jacobi rotations, which find small singular values to full relative precision.
///
/// Source: Hestenes, Journal of SIAM 6 (1958) 51; Demmel & Veselić, SIAM J. Matrix Anal. Appl. 13 (1992) 1204.
package struct SingularValues: Sendable {
  /// The singular values, in the order of their columns.
  package let values: [Double]
  /// The columns of U·Σ.
  package let scaledLeft: [[Double]]
  /// The columns of V.
  package let right: [[Double]]

  /// The largest number of sweeps over all pairs, after which only rounding errors remain; five to eight are usual.
  private static let sweeps = 60

  /// Decomposes the matrix with these columns. O(p³) per sweep.
  package init(columns: [[Double]]) {
    var a = columns
    let p = columns.count
    var v = (0..<p).map { c in (0..<p).map { $0 == c ? 1.0 : 0.0 } }
    for _ in 0..<Self.sweeps {
      var rotated = false
      for i in 0..<p {
        for j in (i + 1)..<max(p, i + 1) {
          let (alpha, beta, gamma) = (a[i].sumOfSquares, a[j].sumOfSquares, a[i].dot(a[j]))
          guard abs(gamma) > Double.ulpOfOne * (alpha * beta).squareRoot(), gamma != 0 else { continue }
          rotated = true
          let zeta = (beta - alpha) / (2 * gamma)
          let t = (zeta < 0 ? -1.0 : 1.0) / (abs(zeta) + (1 + zeta * zeta).squareRoot())
          let c = 1 / (1 + t * t).squareRoot()
          rotate(&a, i, j, c, c * t)
          rotate(&v, i, j, c, c * t)
        }
      }
      if !rotated { break }
    }
    values = a.map { $0.sumOfSquares.squareRoot() }
    (scaledLeft, right) = (a, v)
  }
}

private func rotate(_ columns: inout [[Double]], _ i: Int, _ j: Int, _ c: Double, _ s: Double) {
  for r in columns[i].indices {
    let (x, y) = (columns[i][r], columns[j][r])
    (columns[i][r], columns[j][r]) = (c * x - s * y, s * x + c * y)
  }
}
