import KANFitting

/// The solvers that every published problem is put to: the one that the package is built with, and the house's own.
enum Solver: CaseIterable {
  case chosen, own

  func fit(
    _ settings: NonlinearLeastSquares, start: [Double], residualCount: Int,
    evaluate: NonlinearLeastSquares.Evaluation
  ) throws(FittingError) -> FitResult {
    switch self {
    case .chosen: try settings.fit(start: start, residualCount: residualCount, evaluate: evaluate)
    case .own:
      try LevenbergMarquardt(settings: settings).fit(
        start: start, residualCount: residualCount, evaluate: evaluate)
    }
  }

  func fit(columns: [[Double]], y: [Double], weights: [Double]? = nil) throws(FittingError) -> FitResult {
    switch self {
    case .chosen: try LinearLeastSquares.fit(columns: columns, y: y, weights: weights)
    case .own: LinearLeastSquares.fitBySingularValues(columns: columns, y: y, weights: weights)
    }
  }
}
