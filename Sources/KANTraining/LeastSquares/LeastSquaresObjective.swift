/// A sum of squares to be minimised: mean square F(θ) = Σ w·r(θ)² / Σ w with its normal equations.
///
/// Solvers know nothing of networks; networks, test problems and later models all come through here.
protocol LeastSquaresObjective: AnyObject {
  /// The number of parameters.
  var parameterCount: Int { get }

  /// F at `parameters`; NaN or infinity where the model cannot be evaluated.
  func meanSquare(at parameters: [Double]) -> Double

  /// Writes the upper triangle of A = JᵀWJ/ΣW and g = JᵀWr/ΣW.
  func linearise(at parameters: [Double], into equations: NormalEquations)

  /// Jᵀ·W·r″/ΣW with r″ the second derivative of the residuals along `step`; `nil` where it is not known, or too
  /// small beside rounding to be worth knowing.
  func curvature(at parameters: [Double], along step: [Double]) -> [Double]?
}

extension LeastSquaresObjective {
  func curvature(at parameters: [Double], along step: [Double]) -> [Double]? { nil }
}
