/// The x that minimises Σ_s w_s·(A·x − b)_s² + ridge·Σ xₙ².
///
/// Solved by Householder QR with column pivoting (Golub & Van Loan, section 5.4): the condition number of A is not squared, and
/// columns that depend on others to working precision get the coefficient 0. Negative weights, as from Monte-Carlo generators, have
/// no square root; if there are any, the normal equations are solved instead, with the smallest additional ridge that makes them
/// positive definite.
///
/// - Parameters:
///   - design: A, one row per sample, finite.
///   - b: The right-hand side, one number per sample.
///   - ridge: The penalty on the coefficients, ≥ 0, in units of A².
///   - weights: One weight per sample; `nil` means all 1.
/// - Returns: One coefficient per column of A.
/// - Complexity: O(rows · columns²).
package func ridgeLeastSquares(
  _ design: Matrix, _ b: [Double], ridge: Double, weights: [Double]? = nil
) -> [Double] {
  ridgeLeastSquares(design, [b], ridge: ridge, weights: weights)[0]
}

/// The same for several right-hand sides of one design, which is factored only once.
package func ridgeLeastSquares(
  _ design: Matrix, _ b: [[Double]], ridge: Double, weights: [Double]? = nil
) -> [[Double]] {
  precondition(
    b.allSatisfy { $0.count == design.rows }, "every right-hand side must have \(design.rows) elements")
  precondition((weights?.count ?? design.rows) == design.rows, "\(design.rows) samples need as many weights")
  precondition(ridge >= 0, "a ridge is not negative")
  if let weights, weights.contains(where: { $0 < 0 }) {
    return b.map { normalEquations(design, $0, ridge: ridge, weights: weights) }
  }
  let roots = weights.map { $0.map { $0.squareRoot() } }
  let penalty = ridge.squareRoot()
  let extra = ridge > 0 ? design.columns : 0
  let factor = PivotedQR(
    columns: (0..<design.columns).map { c in
      (0..<design.rows).map { (roots?[$0] ?? 1) * design[$0, c] } + (0..<extra).map { $0 == c ? penalty : 0 }
    })
  let rank = factor.rank(tolerance: Double(factor.rows) * Double.ulpOfOne)
  return b.map { side in
    let weighted = side.enumerated().map { (roots?[$0] ?? 1) * $1 }
    return factor.solution(of: weighted + [Double](repeating: 0, count: extra), rank: rank)
  }
}

private func normalEquations(
  _ design: Matrix, _ b: [Double], ridge: Double, weights: [Double]
) -> [Double] {
  let n = design.columns
  var matrix = Matrix(rows: n, columns: n)
  var right = [Double](repeating: 0, count: n)
  for s in 0..<design.rows {
    for r in 0..<n {
      let weighted = weights[s] * design[s, r]
      right[r] += weighted * b[s]
      for c in 0...r { matrix[r, c] += weighted * design[s, c] }
    }
  }
  let scale = (0..<n).reduce(Double.leastNormalMagnitude) { max($0, abs(matrix[$1, $1])) }
  var penalty = ridge
  while penalty.isFinite {
    var penalised = matrix
    for r in 0..<n { penalised[r, r] += penalty }
    if let factor = CholeskyFactor(penalised) { return factor.solve(right) }
    penalty = max(2 * penalty, scale * Double(n) * Double.ulpOfOne)
  }
  return [Double](repeating: 0, count: n)
}
