import KANNumerics

/// A sampled curve minus its mean.
struct CentredCurve {
  /// Σ (y − ȳ)², positive.
  let sumOfSquares: Double

  /// `nil` for a curve that is constant up to rounding.
  init?(_ y: [Double]) {
    sumOfSquares = y.sumOfSquaredDeviations
    let scale = y.sumOfSquares
    guard sumOfSquares > 1e-28 * scale, sumOfSquares.isFinite, sumOfSquares > 0 else { return nil }
  }
}

/// A sampled curve minus its best fit by some fixed columns and a constant, for determining how much one more column would explain:
/// the linear half of variable projection.
struct ProjectedCurve {
  /// Spans the constant and the fixed columns.
  private let basis: OrthonormalBasis
  private let remainder: [Double]
  private let remainderSquare: Double

  /// The share of the square of its length from which a column is independent of the fixed ones.
  private static let leastSquare = 1e-20

  /// `nil` if the remainder of `y` is zero.
  init?(y: [Double], without columns: [[Double]]) {
    // A candidate only has to be ranked, so one pass is accurate enough.
    var basis = OrthonormalBasis(leastSquare: Self.leastSquare, passes: 1)
    basis.add([Double](repeating: 1, count: y.count))
    for column in columns { basis.add(column) }
    self.basis = basis
    remainder = basis.remainder(of: y)
    remainderSquare = remainder.sumOfSquares
    guard remainderSquare > 0, remainderSquare.isFinite else { return nil }
  }

  /// The share of the remainder's sum of squares that is left if `column` is also used; `nil` if it is not finite or linearly dependent.
  func residual(adding column: [Double]) -> Double? {
    guard let direction = basis.direction(of: column) else { return nil }
    var projection = 0.0
    for s in direction.indices { projection += direction[s] * remainder[s] }
    return max(0, 1 - projection * projection / remainderSquare)
  }
}
