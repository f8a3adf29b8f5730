import KANNumerics

/// The outcome of a least-squares fit.
public struct FitResult: Sendable {
  /// The parameters found.
  public let parameters: [Double]
  /// Σₛ rₛ² there.
  public let sumOfSquares: Double
  /// (JᵀJ)⁻¹; times the residual variance it is the covariance of the parameters.
  public let unscaledCovariance: Matrix
  /// The number of residuals.
  public let residualCount: Int
  /// The steps taken.
  public let steps: Int
  /// Whether a tolerance was met before the step limit.
  public let converged: Bool

  /// The outcome where no parameter is free.
  public static func fixed(meanSquare: Double, residualCount: Int) -> FitResult {
    FitResult(
      parameters: [], sumOfSquares: meanSquare * Double(residualCount),
      unscaledCovariance: Matrix(rows: 0, columns: 0, repeating: 0), residualCount: residualCount, steps: 0,
      converged: true)
  }

  /// Residuals minus parameters, at least 1.
  public var degreesOfFreedom: Int { max(1, residualCount - parameters.count) }
  /// s² = Σ r² / degrees of freedom.
  public var residualVariance: Double { sumOfSquares / Double(degreesOfFreedom) }
  /// One standard error for each parameter.
  public var standardErrors: [Double] {
    parameters.indices.map { (residualVariance * max(0, unscaledCovariance[$0, $0])).squareRoot() }
  }
  /// The correlation matrix of the parameters; 0 where a parameter has no variance.
  public var correlation: Matrix {
    var matrix = unscaledCovariance
    for a in parameters.indices {
      for b in parameters.indices {
        let scale = (unscaledCovariance[a, a] * unscaledCovariance[b, b]).squareRoot()
        matrix[a, b] = scale > 0 ? unscaledCovariance[a, b] / scale : (a == b ? 1 : 0)
      }
    }
    return matrix
  }
}
