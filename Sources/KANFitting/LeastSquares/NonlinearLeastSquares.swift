import CGSL
import KANNumerics

/// Nonlinear least squares: the parameters θ that minimise Σₛ rₛ(θ)².
///
/// Levenberg-Marquardt, GSL's `gsl_multifit_nlinear` (GSL 2.7 manual, chapter 39). The Jacobian
/// is the caller's: exact derivatives, no differences.
package struct NonlinearLeastSquares: Sendable {
  /// How a step is found.
  package enum Method: Sendable {
    /// From the QR decomposition of the Jacobian: all digits.
    case orthogonal
    /// From JᵀJ by a modified Cholesky decomposition: a fraction of the time, half of the digits. For fits that only tell
    /// good from bad, and for the way to where the last digits are found.
    case normalEquations
  }

  /// How the trust region is shaped.
  package enum Scaling: Sendable {
    /// By the columns of the Jacobian, the largest seen so far (Moré 1978): the units of the parameters do not matter.
    case byColumns
    /// Not at all (Levenberg 1944): where Moré's scaling lets a parameter that hardly matters run away.
    case none
  }

  /// How steps are found.
  package var method = Method.orthogonal
  /// How the trust region is shaped.
  package var scaling = Scaling.byColumns
  /// Whether steps are bent by the second derivative along them (geodesic acceleration: Transtrum & Sethna, arXiv 1201.5885),
  /// which follows narrow, curved valleys.
  package var isAccelerated = false
  /// The largest number of accepted steps.
  package var maximumSteps = 100
  /// Stop when a step is this small relative to the parameters.
  package var stepTolerance = 1e-14
  /// Stop when the scaled gradient is this small.
  package var gradientTolerance = 1e-15

  /// A solver with the default limits.
  package init() {}

  /// Fits `start.count` parameters to `residualCount` residuals.
  ///
  /// - Parameters:
  ///   - start: The starting values.
  ///   - residualCount: The number of residuals, at least as many as parameters.
  ///   - evaluate: Writes the residuals for the given parameters, and the Jacobian ∂rₛ/∂θ_c at
  ///     `jacobian[s * parameterCount + c]` when one is asked for; non-finite values make the step be refused.
  /// - Throws: `FittingError` when the starting point is not finite or GSL gives up.
  package func fit(
    start: [Double], residualCount: Int,
    evaluate: (
      _ parameters: UnsafeBufferPointer<Double>, _ residuals: UnsafeMutableBufferPointer<Double>,
      _ jacobian: UnsafeMutableBufferPointer<Double>?
    ) -> Void
  ) throws(FittingError) -> FitResult {
    GSL.prepare()
    guard residualCount >= start.count else {
      throw .underdetermined(residuals: residualCount, parameters: start.count)
    }
    return try withoutActuallyEscaping(evaluate) { escapable throws(FittingError) in
      let problem = Problem(residualCount: residualCount, parameterCount: start.count, evaluate: escapable)
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
        if let residual = problem.firstBadResidual { throw .notFiniteAtStart(residual: residual) }
        throw .library(status, in: "gsl_multifit_nlinear_init")
      }
      var information: Int32 = 0
      let end = gsl_multifit_nlinear_driver(
        maximumSteps, stepTolerance, gradientTolerance, 0, nil, nil, &information, workspace)
      // Neither a step limit nor a lack of further progress makes the best point found worthless.
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

/// (JᵀJ)⁻¹ by Cholesky; false where JᵀJ is singular.
private func invertNormalEquations(
  of jacobian: UnsafeMutablePointer<gsl_matrix>, into covariance: inout gsl_matrix
) -> Bool {
  gsl_blas_dsyrk(CblasLower, CblasTrans, 1, jacobian, 0, &covariance) == GSL.success
    && gsl_linalg_cholesky_decomp1(&covariance) == GSL.success
    && gsl_linalg_cholesky_invert(&covariance) == GSL.success
}

/// What GSL's callbacks see: the caller's closure and its sizes.
private final class Problem {
  typealias Evaluate = (
    UnsafeBufferPointer<Double>, UnsafeMutableBufferPointer<Double>, UnsafeMutableBufferPointer<Double>?
  ) -> Void

  let residualCount: Int
  let parameterCount: Int
  private let evaluate: Evaluate
  /// The residuals that come with a Jacobian, which GSL has already.
  private var residuals: [Double]
  private(set) var firstBadResidual: Int?

  init(residualCount: Int, parameterCount: Int, evaluate: @escaping Evaluate) {
    self.residualCount = residualCount
    self.parameterCount = parameterCount
    self.evaluate = evaluate
    residuals = [Double](repeating: 0, count: residualCount)
  }

  func writeResiduals(at x: UnsafePointer<gsl_vector>, into f: UnsafeMutablePointer<gsl_vector>) -> Int32 {
    guard let theta = parameters(x), f.pointee.stride == 1, let out = f.pointee.data else {
      return GSL.badFunction
    }
    let written = UnsafeMutableBufferPointer(start: out, count: residualCount)
    evaluate(theta, written, nil)
    return check(written, rowLength: 1)
  }

  func writeJacobian(at x: UnsafePointer<gsl_vector>, into j: UnsafeMutablePointer<gsl_matrix>) -> Int32 {
    guard let theta = parameters(x), j.pointee.tda == parameterCount, let out = j.pointee.data else {
      return GSL.badFunction
    }
    let written = UnsafeMutableBufferPointer(start: out, count: residualCount * parameterCount)
    residuals.withUnsafeMutableBufferPointer { evaluate(theta, $0, written) }
    return check(written, rowLength: parameterCount)
  }

  /// GSL's own vectors and matrices lie in one piece.
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
  @convention(c) (UnsafePointer<gsl_vector>?, UnsafeMutableRawPointer?, UnsafeMutablePointer<gsl_vector>?) ->
    Int32 = {
      x, context, f in
      guard let x, let context, let f else { return GSL.badFunction }
      return Unmanaged<Problem>.fromOpaque(context).takeUnretainedValue().writeResiduals(at: x, into: f)
    }

private let jacobianCallback:
  @convention(c) (UnsafePointer<gsl_vector>?, UnsafeMutableRawPointer?, UnsafeMutablePointer<gsl_matrix>?) ->
    Int32 = {
      x, context, j in
      guard let x, let context, let j else { return GSL.badFunction }
      return Unmanaged<Problem>.fromOpaque(context).takeUnretainedValue().writeJacobian(at: x, into: j)
    }
