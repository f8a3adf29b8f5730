import KANNumerics

extension LinearLeastSquares {
  /// The fit by a QR decomposition of the balanced columns and the singular values of R (Golub & Van Loan, section 5.5).
  package static func fitBySingularValues(
    columns: [[Double]], y: [Double], weights: [Double]? = nil, rankTolerance: Double = 1e-14
  ) -> FitResult {
    let p = columns.count
    let roots = weights?.map { $0.squareRoot() }
    func weighted(_ values: [Double]) -> [Double] { roots.map { zip(values, $0).map { $0 * $1 } } ?? values }
    let design = columns.map(weighted)
    let target = weighted(y)
    // Columns scaled to one size, so that their units do not affect the rank.
    let sizes = design.map { column in
      let largest = column.largestMagnitude
      return largest > 0 && largest.isFinite ? largest : 1
    }
    let factor = PivotedQR(columns: zip(design, sizes).map { column, size in column.map { $0 / size } })
    let rotated = Array(factor.transposedProduct(with: target).prefix(p))
    let triangle = (0..<p).map { c in (0..<p).map { $0 <= c ? factor[$0, c] : 0 } }
    let singular = SingularValues(columns: triangle)
    let smallest = rankTolerance * (singular.values.max() ?? 0)
    var beta = [Double](repeating: 0, count: p)
    var covariance = Matrix(rows: p, columns: p)
    for (k, value) in singular.values.enumerated() where value > smallest {
      let share = singular.scaledLeft[k].dot(rotated) / (value * value)
      for i in 0..<p {
        beta[i] += singular.right[k][i] * share
        for j in 0..<p {
          covariance[i, j] += singular.right[k][i] * singular.right[k][j] / (value * value)
        }
      }
    }
    var parameters = beta
    var unscaled = covariance
    for i in 0..<p {
      let (a, size) = (factor.order[i], sizes[factor.order[i]])
      parameters[a] = beta[i] / size
      for j in 0..<p {
        unscaled[a, factor.order[j]] = covariance[i, j] / size / sizes[factor.order[j]]
      }
    }
    var sum = CompensatedSum()
    for s in target.indices {
      var residual = -target[s]
      for c in 0..<p { residual += parameters[c] * design[c][s] }
      sum.add(residual * residual)
    }
    return FitResult(
      parameters: parameters, sumOfSquares: sum.value, unscaledCovariance: unscaled, residualCount: y.count,
      steps: 1, converged: true)
  }
}
