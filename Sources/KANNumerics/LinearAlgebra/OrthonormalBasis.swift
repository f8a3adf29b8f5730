/// Orthonormal vectors that span some columns, which are added one after the other: modified Gram-Schmidt orthogonalisation.
///
/// One pass leaves the rounding error times the condition number of the columns, a second one only the rounding error (Giraud, Langou &
/// Rozložník, Numerische Mathematik 101 (2005) 87).
package struct OrthonormalBasis: Sendable {
  /// The vectors, at most as many as columns.
  package private(set) var vectors: [[Double]] = []
  /// The share of the square of its length that a column has to keep to be independent of those before it.
  private let leastSquare: Double
  /// How often a column is orthogonalised.
  private let passes: Int

  /// A basis without vectors.
  ///
  /// - Parameters:
  ///   - leastSquare: The share of the square of its length that a column has to keep; columns that keep less are linear combinations
  ///     of those before them up to rounding.
  ///   - passes: 1 is enough for columns that are far from dependent, 2 for all.
  package init(leastSquare: Double, passes: Int = 2) {
    precondition(passes > 0, "a column is orthogonalised at least once")
    self.leastSquare = leastSquare
    self.passes = passes
  }

  /// Adds the direction that a column has besides the vectors; none if there is no such direction.
  package mutating func add(_ column: [Double]) {
    if let direction = direction(of: column) { vectors.append(direction) }
  }

  /// The unit vector along the part of a column that is orthogonal to the basis.
  ///
  /// - Returns: `nil` if the column is zero, dependent on the basis, or if its square is not finite.
  package func direction(of column: [Double]) -> [Double]? {
    let before = column.sumOfSquares
    guard before.isFinite, before > 0 else { return nil }
    var rest = remainder(of: column)
    let square = rest.sumOfSquares
    guard square > leastSquare * before else { return nil }
    let scale = 1 / square.squareRoot()
    for s in rest.indices { rest[s] *= scale }
    return rest
  }

  /// The part of a column that is orthogonal to the basis.
  package func remainder(of column: [Double]) -> [Double] {
    precondition(
      vectors.first.map { $0.count == column.count } ?? true, "a column is as long as those of the basis")
    var rest = column
    for _ in 0..<passes {
      for vector in vectors {
        var projection = 0.0
        for s in rest.indices { projection += vector[s] * rest[s] }
        for s in rest.indices { rest[s] -= projection * vector[s] }
      }
    }
    return rest
  }
}
