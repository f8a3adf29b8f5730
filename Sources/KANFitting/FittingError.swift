/// Errors of a least-squares fit.
package enum FittingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// GSL reported a failure: its code, message and routine. Never thrown without GSL.
  case library(code: Int32, message: String, routine: String)
  /// Fewer residuals than parameters.
  case underdetermined(residuals: Int, parameters: Int)
  /// A residual or derivative is not finite at the starting point.
  case notFiniteAtStart(residual: Int)
  /// The caller stopped the fit.
  case stopped

  /// One sentence that says what failed and what to do.
  package var description: String {
    switch self {
    case .library(let code, let message, let routine):
      "the fit failed in \(routine): \(message) (GSL code \(code)); try another starting point or fewer constants"
    case .underdetermined(let residuals, let parameters):
      "\(residuals) residuals cannot determine \(parameters) constants; give at least \(parameters) rows"
    case .notFiniteAtStart(let residual):
      "residual \(residual) is not finite at the starting values; start inside the domain of the function"
    case .stopped:
      "the fit was stopped before it had converged; run it again to the end"
    }
  }
}
