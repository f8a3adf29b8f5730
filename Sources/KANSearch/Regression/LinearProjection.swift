import KANNumerics

/// Least squares in a few columns, by Gram-Schmidt orthogonalisation: for scans, in which hundreds of sets of columns are compared
/// on one target and allocating a solver would dominate.
enum LinearProjection {
  /// The share of its square that a column must keep after projection, to count as independent of the ones before it.
  private static let leastIndependence = 1e-12

  /// The coefficients of the columns, and the residual sum of squares.
  ///
  /// - Returns: `nil` if a column is not finite or depends on those before it.
  static func fit(_ columns: [[Double]], to target: [Double]) -> (coefficients: [Double], left: Double)? {
    let count = columns.count
    var basis: [[Double]] = []
    var triangle = [Double](repeating: 0, count: count * count)
    var projections = [Double](repeating: 0, count: count)
    var rest = target
    for (c, column) in columns.enumerated() {
      var q = column
      let whole = q.sumOfSquares
      guard whole > 0, whole.isFinite else { return nil }
      for (b, own) in basis.enumerated() {
        let share = own.dot(q)
        triangle[b * count + c] = share
        for s in q.indices { q[s] -= share * own[s] }
      }
      let square = q.sumOfSquares
      guard square > leastIndependence * whole else { return nil }
      let length = square.squareRoot()
      triangle[c * count + c] = length
      for s in q.indices { q[s] /= length }
      projections[c] = q.dot(rest)
      for s in q.indices { rest[s] -= projections[c] * q[s] }
      basis.append(q)
    }
    var coefficients = projections
    for c in (0..<count).reversed() {
      for later in (c + 1)..<max(c + 1, count) {
        coefficients[c] -= triangle[c * count + later] * coefficients[later]
      }
      coefficients[c] /= triangle[c * count + c]
    }
    return (coefficients, rest.sumOfSquares)
  }
}
