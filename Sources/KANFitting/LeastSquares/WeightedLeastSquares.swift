import KANNumerics

/// Least squares with event weights, which may be negative: the parameters at which Σₛ wₛ·rₛ·∂rₛ vanishes.
///
/// Event weights are not inverse variances: they say how many events a row stands for, and the negative weights of Monte-Carlo
/// generators subtract events. A negative weight has no square root, so a fit near the solution is finished here by Gauss-Newton
/// steps with signed weights, and the covariance is that of weighted estimating equations, H⁻¹·(Σ w²·r²·∂r·∂rᵀ)·H⁻¹ with H = Σ
/// w·∂r·∂rᵀ (White, Econometrica 48, 1980; Langenbruch, Eur. Phys. J. C 82, 2022). It does not change if all weights are multiplied
/// by a number.
package struct WeightedLeastSquares: Sendable {
  /// One weight per residual.
  package let weights: [Double]
  /// The largest number of Gauss-Newton steps.
  package var maximumSteps = 20

  /// The weights; their sum must be positive.
  package init(weights: [Double]) { self.weights = weights }

  /// Residuals and their derivatives, `slopes[c][s]`.
  package typealias Linearization = (residuals: [Double], slopes: [[Double]])

  /// Continues the fit from `start` and computes its covariance.
  ///
  /// - Parameters:
  ///   - start: The result of a fit without the negative weights.
  ///   - evaluate: Residuals and derivatives at given parameters, not yet weighted.
  /// - Returns: `start` with improved parameters, if steps reduce Σ w·r², and the weighted covariance; without the latter if H is
  ///   not positive definite, as when negative weights outweigh the others.
  package func finish(_ start: FitResult, evaluate: ([Double]) -> Linearization?) -> FitResult {
    guard !start.parameters.isEmpty, var current = evaluate(start.parameters) else { return start }
    var theta = start.parameters
    var sum = sumOfSquares(current)
    if weights.contains(where: { $0 < 0 }) {
      for _ in 0..<maximumSteps {
        guard let factor = CholeskyFactor(hessian(current)) else { break }
        let step = factor.solve(gradient(current))
        var scale = 1.0
        var better: (theta: [Double], linearization: Linearization, sum: Double)?
        while better == nil, scale > 1e-3 {
          let next = zip(theta, step).map { $0 - scale * $1 }
          if let linearization = evaluate(next) {
            let nextSum = sumOfSquares(linearization)
            if nextSum < sum { better = (next, linearization, nextSum) }
          }
          scale /= 4
        }
        guard let better else { break }
        let gain = sum - better.sum
        (theta, current, sum) = better
        if gain <= 1e-12 * sum.magnitude { break }
      }
    }
    var result = FitResult(
      parameters: theta, sumOfSquares: max(sum, 0), unscaledCovariance: start.unscaledCovariance,
      residualCount: start.residualCount, steps: start.steps, converged: start.converged)
    result.weightedCovariance = covariance(current)
    return result
  }

  private func sumOfSquares(_ l: Linearization) -> Double {
    zip(weights, l.residuals).reduce(0) { $0 + $1.0 * $1.1 * $1.1 }
  }

  private func gradient(_ l: Linearization) -> [Double] {
    l.slopes.map { slope in weights.indices.reduce(0) { $0 + weights[$1] * l.residuals[$1] * slope[$1] } }
  }

  private func hessian(_ l: Linearization) -> Matrix { products(l) { weights[$0] } }

  private func covariance(_ l: Linearization) -> Matrix? {
    guard let inverse = CholeskyFactor(hessian(l))?.inverse() else { return nil }
    let p = l.slopes.count
    let scatter = products(l) { s in
      let weighted = weights[s] * l.residuals[s]
      return weighted * weighted
    }
    var result = inverse * scatter * inverse
    // The residuals of a fit are smaller than the errors, since the parameters absorb a part.
    let correction = Double(weights.count) / Double(max(1, weights.count - p))
    for n in result.elements.indices { result.elements[n] *= correction }
    return result
  }

  /// Σ factor·∂r·∂rᵀ.
  private func products(_ l: Linearization, _ factor: (Int) -> Double) -> Matrix {
    let p = l.slopes.count
    var matrix = Matrix(rows: p, columns: p)
    let factors = weights.indices.map(factor)
    for a in 0..<p {
      for b in 0...a {
        let sum = weights.indices.reduce(0.0) { $0 + factors[$1] * l.slopes[a][$1] * l.slopes[b][$1] }
        matrix[a, b] = sum
        matrix[b, a] = sum
      }
    }
    return matrix
  }
}
