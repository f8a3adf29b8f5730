import KANFitting
import KANNumerics
import RealModule

/// The maximum-likelihood fit of the constants of a law of log-odds, linear in them or not.
///
/// Fisher scoring, which for a linear law is Newton's method and iteratively reweighted least squares, with Marquardt's damping:
/// (Jᵀ·V·J + λ·D)·δ = Jᵀ·w·(t − p) with V = w·p·(1 − p). Sources: McCullagh & Nelder, Generalized Linear Models (1989), §2.5;
/// Marquardt 1963.
package struct LogisticFit: Sendable {
  /// Labels 0 and 1.
  package let labels: [Double]
  /// One weight per row, not negative, with mean 1; `nil` for equal ones.
  package let weights: [Double]?
  package var maximumSteps = 50
  /// The relative decrease of the misfit below which the fit ends.
  package var tolerance = 1e-9
  /// The misfit, in nats per row, below which labels are practically certain: the constants would grow without limit.
  private static let separation = 1e-4
  /// The lower bound of the variance p·(1 − p), so that rows that are certain do not limit a step.
  private static let leastVariance = 1e-10
  /// The ridge for undetermined directions, relative to the diagonal.
  private static let ridge = 1e-10

  package init(labels: [Double], weights: [Double]? = nil) {
    (self.labels, self.weights) = (labels, weights)
  }

  /// Values and derivatives `slopes[c][s]` with respect to the constants.
  package typealias Linearization = (values: [Double], slopes: [[Double]])

  /// The normal equations of a step at given logits.
  private struct Score {
    let gradient: [Double]
    let information: Matrix
  }

  /// The constants of maximum likelihood near `start`; `nil` if the law is not finite there.
  ///
  /// - Parameters:
  ///   - values: The law's values, for trial steps.
  ///   - linearize: Values and derivatives.
  /// - Returns: The constants with their covariance: the inverse of the Fisher information, for weighted rows the sandwich
  ///   estimator with the weighted scores (White, Econometrica 50, 1982). The sum of squares is N times misfit over that of the
  ///   share of ones alone.
  package func fit(
    start: [Double], values: ([Double]) -> [Double], linearize: ([Double]) -> Linearization
  ) -> FitResult? {
    var theta = start
    var misfit = Likelihood.misfit(logits: values(theta), labels: labels, weights: weights)
    guard misfit.isFinite else { return nil }
    let separated = Self.separation * Double(labels.count)
    var damping = 1e-6
    var (steps, converged) = (0, false)
    while steps < maximumSteps, !converged, misfit > separated {
      let score = score(linearize(theta))
      var (tried, moved) = (false, false)
      while !moved, damping < 1e10 {
        guard let step = Self.step(score, damping: damping) else {
          damping = max(damping * 10, 1e-8)
          continue
        }
        tried = true
        let next = zip(theta, step).map { $0 + $1 }
        let value = Likelihood.misfit(logits: values(next), labels: labels, weights: weights)
        if value.isFinite, value <= misfit {
          converged = misfit - value <= tolerance * misfit
          (theta, misfit, moved) = (next, value, true)
          damping = max(damping / 10, 1e-12)
        } else {
          damping *= 10
        }
      }
      steps += 1
      // No step lowers the misfit: this is the maximum, up to rounding. Where there is no step, nothing is known.
      if !moved {
        converged = tried
        break
      }
    }
    return result(theta, misfit, linearize(theta), steps, converged)
  }

  /// The fit of a law that is a sum of a constant, which comes first, and columns.
  ///
  /// - Parameters:
  ///   - columns: One column per coefficient.
  ///   - start: The initial values; zeros if left out.
  package func fit(columns: [[Double]], start: [Double]? = nil) -> FitResult? {
    let ones = [Double](repeating: 1, count: labels.count)
    let design = [ones] + columns
    func values(_ theta: [Double]) -> [Double] {
      var sum = [Double](repeating: theta[0], count: labels.count)
      for (column, c) in zip(columns, theta.dropFirst()) where c != 0 {
        for s in sum.indices { sum[s] += c * column[s] }
      }
      return sum
    }
    return fit(start: start ?? [Double](repeating: 0, count: design.count), values: values) {
      (values($0), design)
    }
  }

  private func result(
    _ theta: [Double], _ misfit: Double, _ last: Linearization, _ steps: Int, _ converged: Bool
  ) -> FitResult {
    let null = Likelihood.nullMisfit(labels: labels, weights: weights)
    let information = score(last).information
    let size = theta.count
    var inverse = Matrix(rows: size, columns: size, repeating: .infinity)
    if let factor = CholeskyFactor(information) ?? CholeskyFactor(Self.damped(information, Self.ridge)) {
      inverse = factor.inverse()
    }
    var fit = FitResult(
      parameters: theta,
      sumOfSquares: null > 0 ? Double(labels.count) * misfit / null : 0, unscaledCovariance: inverse,
      residualCount: labels.count, steps: steps, converged: converged)
    fit.weightedCovariance = weights == nil ? inverse : inverse * squaredScores(last) * inverse
    return fit
  }

  private func score(_ l: Linearization) -> Score {
    let rows = labels.count
    var residual = [Double](repeating: 0, count: rows)
    var variance = residual
    for s in 0..<rows {
      let p = Likelihood.probability(ofLogit: l.values[s])
      let w = weights?[s] ?? 1
      residual[s] = w * (labels[s] - p)
      variance[s] = w * max(p * (1 - p), Self.leastVariance)
    }
    return Score(
      gradient: l.slopes.map { ColumnSums.dot($0, residual) },
      information: ColumnSums.gram(l.slopes, variance))
  }

  /// Σ w²·(t − p)²·∂y·∂yᵀ.
  private func squaredScores(_ l: Linearization) -> Matrix {
    let squares = labels.indices.map { s in
      let r = (weights?[s] ?? 1) * (labels[s] - Likelihood.probability(ofLogit: l.values[s]))
      return r * r
    }
    return ColumnSums.gram(l.slopes, squares)
  }

  private static func damped(_ matrix: Matrix, _ damping: Double) -> Matrix {
    var result = matrix
    for n in 0..<matrix.rows { result[n, n] += damping * matrix[n, n] + .leastNormalMagnitude }
    return result
  }

  private static func step(_ score: Score, damping: Double) -> [Double]? {
    let step = CholeskyFactor(damped(score.information, damping))?.solve(score.gradient)
    return step.flatMap { $0.allSatisfy(\.isFinite) ? $0 : nil }
  }
}
