#if GSL
  import CGSL
  import KANNumerics

  extension NonlinearLeastSquares {
    /// The fit by `gsl_multifit_nlinear`.
    func fitByGSL(
      start: [Double], residualCount: Int, evaluate: Evaluation
    ) throws(FittingError) -> FitResult {
      GSL.prepare()
      return try withoutActuallyEscaping(evaluate) { escapable throws(FittingError) in
        let problem = Problem(
          residualCount: residualCount, parameterCount: start.count, isStopped: isStopped, evaluate: escapable
        )
        return try solve(problem, start: start)
      }
    }

    private func solve(_ problem: Problem, start: [Double]) throws(FittingError) -> FitResult {
      var settings = gsl_multifit_nlinear_default_parameters()
      settings.trs = isAccelerated ? kan_gsl_nlinear_accelerated_lm() : kan_gsl_nlinear_lm()
      settings.scale = scaling == .byColumns ? kan_gsl_nlinear_more() : kan_gsl_nlinear_levenberg()
      settings.solver = method == .orthogonal ? kan_gsl_nlinear_qr() : kan_gsl_nlinear_cholesky()
      guard
        let workspace = gsl_multifit_nlinear_alloc(
          kan_gsl_nlinear_trust(), &settings, problem.residualCount, problem.parameterCount)
      else { throw .library(Int32(GSL_ENOMEM), in: "gsl_multifit_nlinear_alloc") }
      defer { gsl_multifit_nlinear_free(workspace) }

      return try withExtendedLifetime(problem) { () throws(FittingError) -> FitResult in
        var system = gsl_multifit_nlinear_fdf(
          f: residualCallback, df: jacobianCallback, fvv: nil, n: problem.residualCount,
          p: problem.parameterCount,
          params: Unmanaged.passUnretained(problem).toOpaque(), nevalf: 0, nevaldf: 0, nevalfvv: 0)
        var parameters = start
        let status: Int32 = parameters.withUnsafeMutableBufferPointer { buffer in
          var view = gsl_vector_view_array(buffer.baseAddress, buffer.count)
          return gsl_multifit_nlinear_init(&view.vector, &system, workspace)
        }
        guard status == GSL.success else {
          if isStopped() { throw .stopped }
          if let residual = problem.firstBadResidual { throw .notFiniteAtStart(residual: residual) }
          throw .library(status, in: "gsl_multifit_nlinear_init")
        }
        problem.hasStarted = true
        var information: Int32 = 0
        let end = gsl_multifit_nlinear_driver(
          maximumSteps, stepTolerance, gradientTolerance, 0, nil, nil, &information, workspace)
        guard !isStopped() else { throw .stopped }
        // The best point found is still valid at the step limit, or if there is no further progress.
        guard end == GSL.success || end == GSL.noProgress || end == GSL.maximumIterations else {
          throw .library(end, in: "gsl_multifit_nlinear_driver")
        }
        return result(of: workspace, problem: problem, converged: end == GSL.success)
      }
    }

    private func result(
      of workspace: UnsafeMutablePointer<gsl_multifit_nlinear_workspace>, problem: Problem, converged: Bool
    ) -> FitResult {
      let position = gsl_multifit_nlinear_position(workspace)
      let residuals = gsl_multifit_nlinear_residual(workspace)
      let parameters = (0..<problem.parameterCount).map { gsl_vector_get(position, $0) }
      var sum = CompensatedSum()
      for s in 0..<problem.residualCount {
        let r = gsl_vector_get(residuals, s)
        sum.add(r * r)
      }
      var covariance = Matrix(rows: problem.parameterCount, columns: problem.parameterCount, repeating: 0)
      if problem.parameterCount > 0, let jacobian = gsl_multifit_nlinear_jac(workspace) {
        covariance.elements.withUnsafeMutableBufferPointer { buffer in
          var view = gsl_matrix_view_array(buffer.baseAddress, problem.parameterCount, problem.parameterCount)
          if method == .orthogonal || !invertNormalEquations(of: jacobian, into: &view.matrix) {
            _ = gsl_multifit_nlinear_covar(jacobian, 0, &view.matrix)
          }
        }
      }
      return FitResult(
        parameters: parameters, sumOfSquares: sum.value, unscaledCovariance: covariance,
        residualCount: problem.residualCount, steps: Int(gsl_multifit_nlinear_niter(workspace)),
        converged: converged)
    }
  }

  /// (JᵀJ)⁻¹ by Cholesky decomposition; false if JᵀJ is singular.
  private func invertNormalEquations(
    of jacobian: UnsafeMutablePointer<gsl_matrix>, into covariance: inout gsl_matrix
  ) -> Bool {
    gsl_blas_dsyrk(CblasLower, CblasTrans, 1, jacobian, 0, &covariance) == GSL.success
      && gsl_linalg_cholesky_decomp1(&covariance) == GSL.success
      && gsl_linalg_cholesky_invert(&covariance) == GSL.success
  }

  /// The data for GSL's callbacks: the caller's closure and its dimensions.
  private final class Problem {
    let residualCount: Int
    let parameterCount: Int
    private let isStopped: @Sendable () -> Bool
    private let evaluate: NonlinearLeastSquares.Evaluation
    /// The residuals computed along with a Jacobian, which GSL already has.
    private var residuals: [Double]
    private(set) var firstBadResidual: Int?
    /// Whether residuals and derivatives at the start are known to be finite.
    var hasStarted = false
    /// A residual whose square, summed over 1e8 rows, does not overflow.
    private static let farWorse = 1e150

    init(
      residualCount: Int, parameterCount: Int, isStopped: @escaping @Sendable () -> Bool,
      evaluate: @escaping NonlinearLeastSquares.Evaluation
    ) {
      self.residualCount = residualCount
      self.parameterCount = parameterCount
      self.isStopped = isStopped
      self.evaluate = evaluate
      residuals = [Double](repeating: 0, count: residualCount)
    }

    func writeResiduals(at x: UnsafePointer<gsl_vector>, into f: UnsafeMutablePointer<gsl_vector>) -> Int32 {
      guard let theta = parameters(x), f.pointee.stride == 1, let out = f.pointee.data else {
        return GSL.badFunction
      }
      let written = UnsafeMutableBufferPointer(start: out, count: residualCount)
      let isStopped = isStopped()
      if !isStopped { evaluate(theta, written, nil) }
      if isStopped || hasStarted && !written.allSatisfy(\.isFinite) {
        // After an error GSL would keep the step's length; a far worse point makes it reject the step and shorten it.
        written.update(repeating: Self.farWorse)
        return GSL.success
      }
      return check(written, rowLength: 1)
    }

    func writeJacobian(at x: UnsafePointer<gsl_vector>, into j: UnsafeMutablePointer<gsl_matrix>) -> Int32 {
      guard let theta = parameters(x), j.pointee.tda == parameterCount, let out = j.pointee.data else {
        return GSL.badFunction
      }
      let written = UnsafeMutableBufferPointer(start: out, count: residualCount * parameterCount)
      guard !isStopped() else { return GSL.badFunction }
      residuals.withUnsafeMutableBufferPointer { evaluate(theta, $0, written) }
      return check(written, rowLength: parameterCount)
    }

    /// GSL's own vectors and matrices are contiguous.
    private func parameters(_ x: UnsafePointer<gsl_vector>) -> UnsafeBufferPointer<Double>? {
      guard x.pointee.stride == 1, let data = x.pointee.data else { return nil }
      return UnsafeBufferPointer(start: data, count: parameterCount)
    }

    private func check(_ written: UnsafeMutableBufferPointer<Double>, rowLength: Int) -> Int32 {
      guard let bad = written.firstIndex(where: { !$0.isFinite }) else { return GSL.success }
      firstBadResidual = bad / rowLength
      return GSL.badFunction
    }
  }

  private let residualCallback:
    @convention(c) (UnsafePointer<gsl_vector>?, UnsafeMutableRawPointer?, UnsafeMutablePointer<gsl_vector>?)
      ->
      Int32 = {
        x, context, f in
        guard let x, let context, let f else { return GSL.badFunction }
        return Unmanaged<Problem>.fromOpaque(context).takeUnretainedValue().writeResiduals(at: x, into: f)
      }

  private let jacobianCallback:
    @convention(c) (UnsafePointer<gsl_vector>?, UnsafeMutableRawPointer?, UnsafeMutablePointer<gsl_matrix>?)
      ->
      Int32 = {
        x, context, j in
        guard let x, let context, let j else { return GSL.badFunction }
        return Unmanaged<Problem>.fromOpaque(context).takeUnretainedValue().writeJacobian(at: x, into: j)
      }
#endif
