import CGSL
import KANNumerics

/// What a Jacobian tells of the errors of its parameters: (JᵀJ)⁻¹, and which parameters it does not tell apart.
///
/// By QR decomposition with column pivoting of the columns scaled to length 1 (`gsl_linalg_QRPT_decomp`), so that no digits are
/// lost to squares.
package struct ParameterCovariance: Sendable {
  /// (JᵀJ)⁻¹; 0 in rows and columns of parameters that are not determined.
  package let unscaled: Matrix
  /// Parameters that can be moved together without moving any residual.
  package let undetermined: [Int]

  /// Columns that others give up to this share of their length are no columns of their own.
  private static let rankTolerance = 1e-13
  /// Shares of a column below this are rounding.
  private static let shareTolerance = 1e-6

  /// The covariance of a Jacobian, one column a parameter, with at least as many rows.
  ///
  /// - Throws: `FittingError.underdetermined` with fewer rows.
  package init(columns: [[Double]]) throws(FittingError) {
    GSL.prepare()
    let p = columns.count
    let n = columns.first?.count ?? 0
    guard p > 0 else {
      unscaled = Matrix(rows: 0, columns: 0)
      undetermined = []
      return
    }
    guard n >= p else { throw .underdetermined(residuals: n, parameters: p) }
    let lengths = columns.map { column in
      let largest = column.reduce(0) { max($0, abs($1)) }
      guard largest > 0, largest.isFinite else { return 0.0 }
      return largest * column.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
    }
    var design = [Double](repeating: 0, count: n * p)
    for c in 0..<p where lengths[c] > 0 { for s in 0..<n { design[s * p + c] = columns[c][s] / lengths[c] } }
    let order = try Self.decompose(&design, rows: n, columns: p)
    func r(_ i: Int, _ j: Int) -> Double { design[i * p + j] }
    let rank = (0..<p).prefix { abs(r($0, $0)) > Self.rankTolerance }.count
    // R₁₁⁻¹, and what the columns beyond the rank are made of.
    var inverse = Matrix(rows: rank, columns: rank)
    for j in 0..<rank {
      inverse[j, j] = 1 / r(j, j)
      for i in stride(from: j - 1, through: 0, by: -1) {
        var sum = 0.0
        for k in (i + 1)...j { sum += r(i, k) * inverse[k, j] }
        inverse[i, j] = -sum / r(i, i)
      }
    }
    var loose: Set<Int> = []
    for j in rank..<p {
      loose.insert(order[j])
      for i in 0..<rank {
        var share = 0.0
        for k in i..<rank { share += inverse[i, k] * r(k, j) }
        if abs(share) > Self.shareTolerance { loose.insert(order[i]) }
      }
    }
    var covariance = Matrix(rows: p, columns: p)
    for i in 0..<rank where !loose.contains(order[i]) {
      for j in 0..<rank where !loose.contains(order[j]) {
        var sum = 0.0
        for k in max(i, j)..<rank { sum += inverse[i, k] * inverse[j, k] }
        covariance[order[i], order[j]] = sum / lengths[order[i]] / lengths[order[j]]
      }
    }
    unscaled = covariance
    undetermined = loose.sorted()
  }

  /// QR with pivoting in place; the original column of every place.
  private static func decompose(
    _ design: inout [Double], rows: Int, columns: Int
  ) throws(FittingError) -> [Int] {
    guard let permutation = gsl_permutation_alloc(columns), let tau = gsl_vector_alloc(columns),
      let norm = gsl_vector_alloc(columns)
    else { throw .library(Int32(GSL_ENOMEM), in: "gsl_permutation_alloc") }
    defer {
      gsl_permutation_free(permutation)
      gsl_vector_free(tau)
      gsl_vector_free(norm)
    }
    var sign: Int32 = 0
    let status: Int32 = design.withUnsafeMutableBufferPointer { buffer in
      var view = gsl_matrix_view_array(buffer.baseAddress, rows, columns)
      return gsl_linalg_QRPT_decomp(&view.matrix, tau, permutation, &sign, norm)
    }
    guard status == GSL.success else { throw .library(status, in: "gsl_linalg_QRPT_decomp") }
    return (0..<columns).map { Int(gsl_permutation_get(permutation, $0)) }
  }
}
