import KANNumerics

/// The information in a Jacobian on the errors of its parameters: (JᵀJ)⁻¹, and the parameters that it leaves undetermined.
///
/// By QR decomposition with column pivoting of the columns scaled to length 1 (`PivotedQR`), so that no digits are lost by squaring.
package struct ParameterCovariance: Sendable {
  /// (JᵀJ)⁻¹; 0 in rows and columns of parameters that are not determined.
  package let unscaled: Matrix
  /// Parameters that can be changed together without changing any residual.
  package let undetermined: [Int]

  /// Columns whose independent part is below this fraction of their length count as dependent.
  private static let rankTolerance = 1e-13
  /// Coefficients of dependence below this are rounding errors.
  private static let shareTolerance = 1e-6

  /// The covariance from a Jacobian with one column per parameter and at least as many rows.
  ///
  /// - Throws: `FittingError.underdetermined` if there are fewer rows.
  package init(columns: [[Double]]) throws(FittingError) {
    let p = columns.count
    let n = columns.first?.count ?? 0
    guard p > 0 else {
      unscaled = Matrix(rows: 0, columns: 0)
      undetermined = []
      return
    }
    guard n >= p else { throw .underdetermined(residuals: n, parameters: p) }
    let lengths = columns.map { column in
      let largest = column.largestMagnitude
      guard largest > 0, largest.isFinite else { return 0.0 }
      return largest * column.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
    }
    let design = zip(columns, lengths).map { column, length in
      column.map { length > 0 ? $0 / length : 0 }
    }
    let factor = PivotedQR(columns: design)
    let order = factor.order
    let rank = factor.rank(tolerance: Self.rankTolerance)
    // R₁₁⁻¹, and the composition of the columns beyond the rank.
    let inverse = factor.inverseOfTriangle(rank: rank)
    var loose: Set<Int> = []
    for j in rank..<p {
      loose.insert(order[j])
      for i in 0..<rank {
        var share = 0.0
        for k in i..<rank { share += inverse[i, k] * factor[k, j] }
        if abs(share) > Self.shareTolerance { loose.insert(order[i]) }
      }
    }
    var covariance = factor.inverseOfNormalMatrix(rank: rank)
    for a in 0..<p {
      for b in 0..<p {
        let isKnown = covariance[a, b] != 0 && !loose.contains(a) && !loose.contains(b)
        covariance[a, b] = isKnown ? covariance[a, b] / lengths[a] / lengths[b] : 0
      }
    }
    unscaled = covariance
    undetermined = loose.sorted()
  }
}
