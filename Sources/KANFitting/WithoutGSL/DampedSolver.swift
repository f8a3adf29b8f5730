import KANNumerics

/// Computes steps with different damping from one point, whose Jacobian is decomposed once.
struct DampedSolver {
  /// A step, and the reduction of the sum of squares that the linear model predicts for it.
  struct Step {
    let shift: [Double]
    let expectedGain: Double
  }

  private let point: LevenbergMarquardt.Point
  private let scales: [Double]
  private let decomposition: Decomposition

  /// The stored decomposition of the Jacobian.
  private enum Decomposition {
    case orthogonal(PivotedQR)
    case normal(Matrix)
  }

  init(point: LevenbergMarquardt.Point, scales: [Double], method: NonlinearLeastSquares.Method) {
    (self.point, self.scales) = (point, scales)
    decomposition =
      switch method {
      case .orthogonal: .orthogonal(PivotedQR(columns: point.columns))
      case .normalEquations: .normal(point.normalMatrix())
      }
  }

  /// The step for μ; `nil` if the equations cannot be solved to working precision, for example because μ is too small.
  func step(damping: Double) -> Step? {
    guard let shift = solution(of: point.residuals, damping: damping) else { return nil }
    // From |r|² − |r + J·δ|² and the equations that δ solves.
    let flat = point.directionalDerivative(along: shift).reduce(0) { $0 + $1 * $1 }
    let length = scaledLength(shift)
    return Step(shift: shift, expectedGain: flat + 2 * damping * length * length)
  }

  /// The δ of (JᵀJ + μ·DᵀD)·δ = −Jᵀ·v.
  func solution(of v: [Double], damping: Double) -> [Double]? {
    let solution =
      switch decomposition {
      case .orthogonal(let factor): orthogonal(factor, v, damping)
      case .normal(let matrix): normal(matrix, v, damping)
      }
    return solution.flatMap { $0.allSatisfy(\.isFinite) ? $0 : nil }
  }

  /// |D·v|.
  func scaledLength(_ v: [Double]) -> Double {
    zip(v, scales).reduce(0) { $0 + $1.0 * $1.0 * $1.1 * $1.1 }.squareRoot()
  }

  /// Least squares of R with √μ·D below it.
  private func orthogonal(_ factor: PivotedQR, _ v: [Double], _ damping: Double) -> [Double]? {
    let p = scales.count
    let root = damping.squareRoot()
    let stacked = (0..<p).map { c in
      (0..<2 * p).map { r in
        if r < p { return r <= c ? factor[r, c] : 0 }
        return r - p == c ? root * scales[factor.order[c]] : 0
      }
    }
    let target = factor.transposedProduct(with: v).prefix(p).map { -$0 } + [Double](repeating: 0, count: p)
    let stack = PivotedQR(columns: stacked)
    guard stack.rank(tolerance: 0) == p else { return nil }
    let solution = stack.solution(of: target, rank: p)
    var result = solution
    for c in 0..<p { result[factor.order[c]] = solution[c] }
    return result
  }

  private func normal(_ matrix: Matrix, _ v: [Double], _ damping: Double) -> [Double]? {
    var damped = matrix
    for c in scales.indices { damped[c, c] += damping * scales[c] * scales[c] }
    return CholeskyFactor(damped)?.solve(point.transposedProduct(with: v).map { -$0 })
  }

  /// (JᵀJ)⁻¹ at a point; 0 for parameters beyond the rank of J.
  static func covariance(
    of point: LevenbergMarquardt.Point, method: NonlinearLeastSquares.Method
  ) -> Matrix {
    if method == .normalEquations, let inverse = CholeskyFactor(point.normalMatrix())?.inverse() {
      return inverse
    }
    let factor = PivotedQR(columns: point.columns)
    return factor.inverseOfNormalMatrix(rank: factor.rank(tolerance: 0))
  }
}
