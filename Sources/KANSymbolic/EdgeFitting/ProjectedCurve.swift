/// A sampled curve minus its mean.
struct CentredCurve {
  /// Σ (y − ȳ)², positive.
  let sumOfSquares: Double

  /// `nil` for a curve that is constant up to rounding.
  init?(_ y: [Double]) {
    let mean = y.reduce(0, +) / Double(y.count)
    sumOfSquares = y.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let scale = y.reduce(0) { $0 + $1 * $1 }
    guard sumOfSquares > 1e-28 * scale, sumOfSquares.isFinite, sumOfSquares > 0 else { return nil }
  }
}

/// A sampled curve minus its best fit by some fixed columns and a constant, for determining how much one more column would explain:
/// the linear half of variable projection.
struct ProjectedCurve {
  private let count: Int
  /// Orthonormal columns spanning the constant and the fixed columns.
  private let basis: [[Double]]
  private let remainder: [Double]
  private let remainderSquare: Double

  /// `nil` if the remainder of `y` is zero.
  init?(y: [Double], without columns: [[Double]]) {
    count = y.count
    var basis: [[Double]] = [[Double](repeating: 1 / Double(y.count).squareRoot(), count: y.count)]
    for column in columns {
      guard let next = Self.orthonormal(column, to: basis) else { continue }
      basis.append(next)
    }
    self.basis = basis
    remainder = Self.reduced(y, by: basis)
    remainderSquare = remainder.reduce(0) { $0 + $1 * $1 }
    guard remainderSquare > 0, remainderSquare.isFinite else { return nil }
  }

  /// The share of the remainder's sum of squares that is left if `column` is also used; `nil` if it is not finite or linearly dependent.
  func residual(adding column: [Double]) -> Double? {
    guard let direction = Self.orthonormal(column, to: basis) else { return nil }
    var projection = 0.0
    for s in 0..<count { projection += direction[s] * remainder[s] }
    return max(0, 1 - projection * projection / remainderSquare)
  }

  private static func reduced(_ column: [Double], by basis: [[Double]]) -> [Double] {
    var rest = column
    for direction in basis {
      var projection = 0.0
      for s in rest.indices { projection += direction[s] * rest[s] }
      for s in rest.indices { rest[s] -= projection * direction[s] }
    }
    return rest
  }

  private static func orthonormal(_ column: [Double], to basis: [[Double]]) -> [Double]? {
    let before = column.reduce(0) { $0 + $1 * $1 }
    guard before.isFinite, before > 0 else { return nil }
    var rest = reduced(column, by: basis)
    let square = rest.reduce(0) { $0 + $1 * $1 }
    guard square > 1e-20 * before else { return nil }
    let scale = 1 / square.squareRoot()
    for s in rest.indices { rest[s] *= scale }
    return rest
  }
}
