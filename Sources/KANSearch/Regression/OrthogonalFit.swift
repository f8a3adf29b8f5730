import KANKernels

/// Least squares in a few columns with the orthonormal vectors that span them: for searches that evaluate the gain of further columns.
///
/// Gram-Schmidt orthogonalisation is applied twice, which keeps all digits (Kahan; Parlett, The Symmetric Eigenvalue Problem, 1980,
/// section 6-9).
struct OrthogonalFit: Sendable {
  /// Orthonormal vectors, as many as columns.
  let basis: [[Double]]
  let coefficients: [Double]
  /// The residual.
  let residual: [Double]
  /// The length of the longest column times its coefficient.
  let largestTerm: Double

  /// A column that keeps a smaller share of its length after projection counts as a combination of those before it.
  static let leastRemainder = 1e-9

  /// - Returns: `nil` if a column is not finite, zero, or a combination of those before it.
  init?(_ columns: [[Double]], to target: [Double]) {
    var basis: [[Double]] = []
    // Column j of R: the projections of column j on the vectors of the basis.
    var upper: [[Double]] = []
    for column in columns {
      let length = RowProducts.square(column).squareRoot()
      guard length.isFinite, length > 0 else { return nil }
      var (rest, shares) = Self.remainder(of: column, beside: basis)
      let remainder = RowProducts.square(rest).squareRoot()
      guard remainder > Self.leastRemainder * length else { return nil }
      for s in rest.indices { rest[s] /= remainder }
      shares.append(remainder)
      basis.append(rest)
      upper.append(shares)
    }
    let (residual, projections) = Self.remainder(of: target, beside: basis)
    var coefficients = projections
    for j in basis.indices.reversed() {
      for k in (j + 1)..<max(j + 1, basis.count) { coefficients[j] -= upper[k][j] * coefficients[k] }
      coefficients[j] /= upper[j][j]
    }
    guard coefficients.allSatisfy(\.isFinite) else { return nil }
    self.basis = basis
    self.coefficients = coefficients
    self.residual = residual
    largestTerm = zip(coefficients, upper).reduce(0) {
      max($0, abs($1.0) * RowProducts.square($1.1).squareRoot())
    }
  }

  /// A column minus its projections on orthonormal vectors, and these projections.
  static func remainder(of column: [Double], beside basis: [[Double]]) -> ([Double], shares: [Double]) {
    var rest = column
    var shares = [Double](repeating: 0, count: basis.count)
    for _ in 0..<2 {
      for (m, vector) in basis.enumerated() {
        let p = RowProducts.dot(rest, vector, rest.count)
        RowProducts.add(-p, vector, to: &rest)
        shares[m] += p
      }
    }
    return (rest, shares)
  }
}
