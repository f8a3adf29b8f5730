/// Nonlinear least squares: the parameters θ that minimise Σₛ rₛ(θ)².
///
/// Levenberg-Marquardt: GSL's `gsl_multifit_nlinear` (GSL 2.7 manual, chapter 39) if the package is built with it, otherwise
/// `LevenbergMarquardt`. The caller supplies the Jacobian: exact derivatives, not finite differences.
package struct NonlinearLeastSquares: Sendable {
  /// The method of computing a step.
  package enum Method: Sendable {
    /// From the QR decomposition of the Jacobian: full precision.
    case orthogonal
    /// From JᵀJ by a modified Cholesky decomposition: a fraction of the time, half of the digits. For fits that only distinguish
    /// good from bad, and for the approach before the last digits are determined.
    case normalEquations
  }

  /// The shape of the trust region.
  package enum Scaling: Sendable {
    /// By the columns of the Jacobian, the largest seen so far (Moré 1978): independent of the units of the parameters.
    case byColumns
    /// No scaling (Levenberg 1944): for fits in which Moré's scaling lets an irrelevant parameter run away.
    case none
  }

  /// The method of computing steps.
  package var method = Method.orthogonal
  /// The shape of the trust region.
  package var scaling = Scaling.byColumns
  /// Whether steps are corrected by the second derivative along them (geodesic acceleration: Transtrum & Sethna, arXiv 1201.5885),
  /// which follows narrow, curved valleys.
  package var isAccelerated = false
  /// The largest number of accepted steps.
  package var maximumSteps = 100
  /// Stop when a step is this small relative to the parameters.
  package var stepTolerance = 1e-14
  /// Stop when the scaled gradient is this small.
  package var gradientTolerance = 1e-15

  /// Asked before every step: whether the fit is to end with `FittingError.stopped`.
  package var isStopped: @Sendable () -> Bool = { false }

  /// A solver with the default limits.
  package init() {}

  /// Writes the residuals for the given parameters, and the Jacobian ∂rₛ/∂θ_c at `jacobian[s * parameterCount + c]` if one is
  /// requested; if values are not finite, the step is rejected.
  package typealias Evaluation = (
    _ parameters: UnsafeBufferPointer<Double>, _ residuals: UnsafeMutableBufferPointer<Double>,
    _ jacobian: UnsafeMutableBufferPointer<Double>?
  ) -> Void

  /// Fits `start.count` parameters to `residualCount` residuals.
  ///
  /// - Parameters:
  ///   - start: The starting values.
  ///   - residualCount: The number of residuals, at least as many as parameters.
  ///   - evaluate: The residuals and their derivatives.
  /// - Throws: `FittingError` if the values at the starting point are not finite, the fit is stopped or GSL fails.
  package func fit(
    start: [Double], residualCount: Int,
    evaluate: Evaluation
  ) throws(FittingError) -> FitResult {
    guard residualCount >= start.count else {
      throw .underdetermined(residuals: residualCount, parameters: start.count)
    }
    #if GSL
      return try fitByGSL(start: start, residualCount: residualCount, evaluate: evaluate)
    #else
      return try LevenbergMarquardt(settings: self).fit(
        start: start, residualCount: residualCount, evaluate: evaluate)
    #endif
  }
}
