import KANNumerics

/// The outcome of a least-squares fit.
package struct FitResult: Sendable, Codable {
  /// The fitted parameters.
  package let parameters: [Double]
  /// Σₛ rₛ² there.
  package let sumOfSquares: Double
  /// (JᵀJ)⁻¹; times the residual variance it is the covariance of the parameters.
  package let unscaledCovariance: Matrix
  /// The number of residuals.
  package let residualCount: Int
  /// The number of steps taken.
  package let steps: Int
  /// Whether a tolerance was met before the step limit.
  package let converged: Bool
  /// The covariance of the parameters if it is not s²·(JᵀJ)⁻¹: for event weights (`WeightedLeastSquares`) and for stated
  /// measurement errors.
  package var weightedCovariance: Matrix?

  /// A result from its parts.
  package init(
    parameters: [Double], sumOfSquares: Double, unscaledCovariance: Matrix, residualCount: Int, steps: Int,
    converged: Bool, weightedCovariance: Matrix? = nil
  ) {
    (self.parameters, self.sumOfSquares, self.unscaledCovariance) = (
      parameters, sumOfSquares, unscaledCovariance
    )
    (self.residualCount, self.steps, self.converged) = (residualCount, steps, converged)
    self.weightedCovariance = weightedCovariance
  }

  /// The result if no parameter is free.
  package static func fixed(meanSquare: Double, residualCount: Int) -> FitResult {
    FitResult(
      parameters: [], sumOfSquares: meanSquare * Double(residualCount),
      unscaledCovariance: Matrix(rows: 0, columns: 0, repeating: 0), residualCount: residualCount, steps: 0,
      converged: true)
  }

  /// The number of residuals minus that of parameters, at least 1.
  package var degreesOfFreedom: Int { max(1, residualCount - parameters.count) }
  /// s² = Σ r² / degrees of freedom.
  package var residualVariance: Double { sumOfSquares / Double(degreesOfFreedom) }
  /// The covariance of the parameters: s²·(JᵀJ)⁻¹, or the one for event weights.
  package var covariance: Matrix {
    if let weightedCovariance { return weightedCovariance }
    var matrix = unscaledCovariance
    for n in matrix.elements.indices { matrix.elements[n] *= residualVariance }
    return matrix
  }
  /// One standard error for each parameter.
  package var standardErrors: [Double] {
    let covariance = self.covariance
    return parameters.indices.map { max(0, covariance[$0, $0]).squareRoot() }
  }
  /// The correlation matrix of the parameters; 0 where a parameter has no variance.
  package var correlation: Matrix {
    // The scale of the covariance cancels, and may be zero if all residuals are.
    let covariance = weightedCovariance ?? unscaledCovariance
    var matrix = covariance
    for a in parameters.indices {
      for b in parameters.indices {
        let scale = (covariance[a, a] * covariance[b, b]).squareRoot()
        matrix[a, b] = a == b ? 1 : scale > 0 ? min(1, max(-1, covariance[a, b] / scale)) : 0
      }
    }
    return matrix
  }
}
