/// The x that minimises Σ_s w_s·(A·x − b)_s² for a design whose rows are zero except in a few neighbouring columns, as with splines.
///
/// Rows are merged one after the other into a triangle of the same bandwidth by Givens rotations (Lawson & Hanson, Solving Least
/// Squares Problems, chapter 27). Columns that no row reaches get the coefficient 0.
///
/// - Parameters:
///   - first: The first column of each row's band.
///   - values: `values[s·width + r]` is A in row s and column `first[s] + r`, finite.
///   - width: The number of columns in a band.
///   - columns: The number of columns; every band lies within them.
///   - b: Right-hand sides, each with one number per row.
///   - weights: One non-negative weight per row.
/// - Returns: One coefficient per column for each right-hand side.
/// - Complexity: O(rows · width²).
package func bandedLeastSquares(
  first: [Int], values: [Double], width: Int, columns: Int, _ b: [[Double]], weights: [Double]
) -> [[Double]] {
  precondition(values.count == first.count * width, "a band has \(width) values per row")
  precondition(first.allSatisfy { $0 >= 0 && $0 + width <= columns }, "bands lie within the columns")
  precondition(
    weights.count == first.count && b.allSatisfy { $0.count == first.count },
    "weights and right-hand sides have one number per row")
  var triangle = [Double](repeating: 0, count: columns * width)
  var right = b.map { _ in [Double](repeating: 0, count: columns) }
  // In this order no rotation reaches beyond the band.
  for s in first.indices.sorted(by: { (first[$0], $0) < (first[$1], $1) }) {
    let root = weights[s].squareRoot()
    var row = values[s * width..<(s + 1) * width].map { root * $0 }
    var rest = b.map { root * $0[s] }
    for step in 0..<width {
      let n = first[s] + step
      let (a, x) = (triangle[n * width], row[step])
      let norm = (a * a + x * x).squareRoot()
      guard x != 0, norm > 0 else { continue }
      let (cosine, sine) = (a / norm, x / norm)
      for r in step..<width {
        let old = triangle[n * width + r - step]
        triangle[n * width + r - step] = cosine * old + sine * row[r]
        row[r] = cosine * row[r] - sine * old
      }
      for side in b.indices {
        let old = right[side][n]
        right[side][n] = cosine * old + sine * rest[side]
        rest[side] = cosine * rest[side] - sine * old
      }
    }
  }
  let largest = (0..<columns).reduce(0) { max($0, abs(triangle[$1 * width])) }
  let negligible = Double(columns) * Double.ulpOfOne * largest
  return right.map { right in
    var x = [Double](repeating: 0, count: columns)
    for n in stride(from: columns - 1, through: 0, by: -1) where abs(triangle[n * width]) > negligible {
      let rest = (1..<width).reduce(right[n]) {
        n + $1 < columns ? $0 - triangle[n * width + $1] * x[n + $1] : $0
      }
      x[n] = rest / triangle[n * width]
    }
    return x
  }
}
