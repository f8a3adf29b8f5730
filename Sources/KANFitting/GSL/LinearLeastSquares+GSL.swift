#if GSL
  import CGSL
  import KANNumerics

  extension LinearLeastSquares {
    /// The fit by `gsl_multifit_wlinear_tsvd`.
    static func fitByGSL(
      columns: [[Double]], y: [Double], weights: [Double]?, rankTolerance: Double
    ) throws(FittingError) -> FitResult {
      GSL.prepare()
      let n = y.count
      let p = columns.count
      guard let workspace = gsl_multifit_linear_alloc(n, p) else {
        throw .library(Int32(GSL_ENOMEM), in: "gsl_multifit_linear_alloc")
      }
      defer { gsl_multifit_linear_free(workspace) }
      var design = [Double](repeating: 0, count: n * p)
      for c in 0..<p { for s in 0..<n { design[s * p + c] = columns[c][s] } }
      var target = y
      var weight = weights ?? [Double](repeating: 1, count: n)
      var beta = [Double](repeating: 0, count: p)
      var covariance = Matrix(rows: p, columns: p, repeating: 0)
      var sumOfSquares = 0.0
      var rank = 0
      let status: Int32 = design.withUnsafeMutableBufferPointer { x in
        target.withUnsafeMutableBufferPointer { t in
          weight.withUnsafeMutableBufferPointer { w in
            beta.withUnsafeMutableBufferPointer { b in
              covariance.elements.withUnsafeMutableBufferPointer { c in
                var xView = gsl_matrix_view_array(x.baseAddress, n, p)
                var tView = gsl_vector_view_array(t.baseAddress, n)
                var wView = gsl_vector_view_array(w.baseAddress, n)
                var bView = gsl_vector_view_array(b.baseAddress, p)
                var cView = gsl_matrix_view_array(c.baseAddress, p, p)
                return gsl_multifit_wlinear_tsvd(
                  &xView.matrix, &wView.vector, &tView.vector, rankTolerance, &bView.vector, &cView.matrix,
                  &sumOfSquares, &rank, workspace)
              }
            }
          }
        }
      }
      guard status == GSL.success else { throw .library(status, in: "gsl_multifit_wlinear_tsvd") }
      return FitResult(
        parameters: beta, sumOfSquares: sumOfSquares, unscaledCovariance: covariance, residualCount: n,
        steps: 1, converged: true)
    }
  }
#endif
