/// Nonlinear least squares: the parameters θ that minimise Σₛ rₛ(θ)².
///
/// Levenberg-Marquardt: GSL's `gsl_multifit_nlinear` (GSL 2.7 manual, chapter 39) where the package is built with it, else
/// `LevenbergMarquardt`. The Jacobian is the caller's: exact derivatives, no differences.
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

  /// Writes the residuals for the given parameters, and the Jacobian ∂rₛ/∂θ_c at `jacobian[s * parameterCount + c]` when one is
  /// asked for; non-finite values make the step be refused.
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
  /// - Throws: `FittingError` when the starting point is not finite or GSL gives up.
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
