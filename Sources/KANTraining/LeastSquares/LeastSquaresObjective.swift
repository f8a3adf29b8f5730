/// An objective for least squares: the mean square F(θ) = Σ w·r(θ)² / Σ w with its normal equations.
///
/// Solvers do not depend on networks; networks, test problems and other models all use this protocol.
protocol LeastSquaresObjective: AnyObject {
  /// The number of parameters.
  var parameterCount: Int { get }

  /// F at `parameters`; NaN or infinity where the model cannot be evaluated.
  func meanSquare(at parameters: [Double]) -> Double

  /// Writes the upper triangle of A = JᵀWJ/ΣW and g = JᵀWr/ΣW.
  func linearise(at parameters: [Double], into equations: NormalEquations)

  /// Jᵀ·W·r″/ΣW with r″ the second derivative of the residuals along `step`; `nil` if it is not known, or not significant compared
  /// with rounding.
  func curvature(at parameters: [Double], along step: [Double]) -> [Double]?
}

extension LeastSquaresObjective {
  func curvature(at parameters: [Double], along step: [Double]) -> [Double]? { nil }
}
