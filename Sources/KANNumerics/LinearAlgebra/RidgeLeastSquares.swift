/// The x that minimises Σ_s w_s·(A·x − b)_s² + ridge·Σ xₙ².
///
/// Solved by Householder QR with column pivoting (Golub & Van Loan, section 5.4): the condition of A is not
/// squared, and columns that depend on others to working precision get the coefficient 0. Negative weights,
/// as Monte-Carlo generators give, have no square root; with one of them the normal equations are solved
/// instead, with as little more ridge as makes them positive definite.
///
/// - Parameters:
///   - design: A, one row a sample, finite.
///   - b: The right-hand side, one number a sample.
///   - ridge: The penalty on the coefficients, ≥ 0, in units of A².
///   - weights: One weight a sample; `nil` means all 1.
/// - Returns: One coefficient a column of A.
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
  return PivotedQR(design, b, ridge: ridge, weights: weights).solutions
}

/// A·Π = Q·R in place, with the right-hand sides carried along.
private struct PivotedQR {
  /// The columns of the (weighted, ridged) design; R grows in their upper parts.
  private var columns: [[Double]]
  private var b: [[Double]]
  private var permutation: [Int]
  private var rank = 0

  init(_ design: Matrix, _ rightHandSides: [[Double]], ridge: Double, weights: [Double]?) {
    let roots = weights.map { $0.map { $0.squareRoot() } }
    let penalty = ridge.squareRoot()
    let extra = ridge > 0 ? design.columns : 0
    columns = (0..<design.columns).map { c in
      var column = (0..<design.rows).map { (roots?[$0] ?? 1) * design[$0, c] }
      column += (0..<extra).map { $0 == c ? penalty : 0 }
      return column
    }
    b = rightHandSides.map { side in
      side.enumerated().map { (roots?[$0] ?? 1) * $1 } + [Double](repeating: 0, count: extra)
    }
    permutation = Array(0..<design.columns)
    factor()
  }

  private mutating func factor() {
    var largest = 0.0
    let rows = columns.first?.count ?? 0
    for step in 0..<min(columns.count, rows) {
      let norms = (step..<columns.count).map { squareNorm(columns[$0], from: step) }
      guard let best = norms.indices.max(by: { norms[$0] < norms[$1] }) else { return }
      let norm = norms[best].squareRoot()
      largest = max(largest, norm)
      guard norm > Double(rows) * Double.ulpOfOne * largest else { return }
      columns.swapAt(step, step + best)
      permutation.swapAt(step, step + best)

      // The reflection I − τ·v·vᵀ takes the rest of the column to a multiple of the first unit vector.
      var v = Array(columns[step][step...])
      let head = v[0] < 0 ? norm : -norm
      v[0] -= head
      let tau = 1 / (norm * abs(v[0]))
      for side in b.indices { reflect(&b[side], by: v, tau, from: step) }
      for c in step + 1..<columns.count { reflect(&columns[c], by: v, tau, from: step) }
      columns[step][step] = head
      rank = step + 1
    }
  }

  /// The coefficients for each right-hand side.
  var solutions: [[Double]] { b.map(solution) }

  private func solution(_ b: [Double]) -> [Double] {
    var x = [Double](repeating: 0, count: columns.count)
    for r in stride(from: rank - 1, through: 0, by: -1) {
      var rest = b[r]
      for c in r + 1..<rank { rest -= columns[c][r] * x[permutation[c]] }
      x[permutation[r]] = rest / columns[r][r]
    }
    return x
  }

  private func squareNorm(_ column: [Double], from start: Int) -> Double {
    column[start...].reduce(0) { $0 + $1 * $1 }
  }

  private func reflect(_ column: inout [Double], by v: [Double], _ tau: Double, from start: Int) {
    column.withUnsafeMutableBufferPointer { x in
      v.withUnsafeBufferPointer { v in
        var projection = 0.0
        for n in v.indices { projection += v[n] * x[start + n] }
        projection *= tau
        for n in v.indices { x[start + n] -= projection * v[n] }
      }
    }
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
