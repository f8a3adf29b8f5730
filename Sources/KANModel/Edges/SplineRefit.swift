import KANNumerics

/// The least-squares fit that transfers splines from one grid of an input to another.
///
/// The base function stays as it is; the coefficients are chosen such that the whole φ, continuation included, agrees with the old
/// one at the given samples and, with much lower weight, at points throughout the new range, which determine φ where there are no
/// samples.
struct SplineRefit {
  private let points: [Double]
  private let weights: [Double]
  private let basisCount: Int
  private let old: SplineBasis
  private let new: SplineBasis

  /// - Parameter samples: The values of the input; at most `limit` of them, at quantiles, are used.
  init(
    from oldGrid: KnotGrid, to grid: KnotGrid, base: Network.BaseFunction, outside: OutsidePolicy,
    samples: [Double] = [],
    limit: Int = 500
  ) {
    var seen = samples.filter(\.isFinite).sorted()
    if seen.count > limit {
      seen = quantiles(ofSorted: seen, at: (0..<limit).map { Double($0) / Double(limit - 1) })
    }
    let even = Self.evenPoints(on: grid)
    points = seen + even
    let light = seen.isEmpty ? 1 : 1e-4 * Double(seen.count) / Double(even.count)
    weights = [Double](repeating: 1, count: seen.count) + [Double](repeating: light, count: even.count)
    old = SplineBasis(at: points, grid: oldGrid, base: base, outside: outside)
    new = SplineBasis(at: points, grid: grid, base: base, outside: outside)
    basisCount = grid.basisCount
  }

  /// With more bases than this, the cubic cost of a dense factorisation becomes noticeable.
  private static let largestDense = 128

  private func coefficients(_ targets: [[Double]]) -> [[Double]] {
    guard basisCount <= Self.largestDense else {
      return bandedLeastSquares(
        first: new.first, values: new.values, width: new.width, columns: basisCount, targets, weights: weights
      )
    }
    var design = Matrix(rows: points.count, columns: basisCount)
    for s in points.indices {
      for r in 0..<new.width { design[s, new.first[s] + r] = new.values[s * new.width + r] }
    }
    // No ridge: the evenly spaced points determine every coefficient, and a penalty would distort exact results.
    return ridgeLeastSquares(design, targets, ridge: 0, weights: weights)
  }

  /// The spline that follows a function on the new grid, with base weight 0.
  func callAsFunction(following function: ([Double]) -> [Double]) -> SplineEdge {
    SplineEdge(baseWeight: 0, coefficients: coefficients([function(points)])[0])
  }

  /// The edges on the new grid.
  func callAsFunction(_ edges: [SplineEdge]) -> [SplineEdge] {
    let targets = edges.map { edge in
      zip(edge.values(on: old), new.base).map { value, base in
        edge.baseWeight == 0 ? value : value - edge.baseWeight * base
      }
    }
    return zip(edges, coefficients(targets)).map { SplineEdge(baseWeight: $0.baseWeight, coefficients: $1) }
  }

  /// 2(k + 1) points in every interval, ends included.
  private static func evenPoints(on grid: KnotGrid) -> [Double] {
    let parts = 2 * (grid.order + 1)
    let inner = grid.knots[grid.order..<grid.knots.count - grid.order]
    return zip(inner, inner.dropFirst()).flatMap { left, right in
      (0..<parts).map { left + (right - left) * Double($0) / Double(parts) }
    } + [grid.range.upperBound]
  }
}
