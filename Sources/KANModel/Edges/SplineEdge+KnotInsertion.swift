extension SplineEdge {
  /// The same function on `grid.inserting(new)`: exact up to rounding, inside the range and on its continuation.
  ///
  /// Source: Boehm, Inserting new knots into B-spline curves, Computer-Aided Design 12 (1980). O(new · (G + k)).
  package func inserting(_ new: [Double], into grid: KnotGrid) -> SplineEdge {
    var knots = grid.knots
    var c = coefficients
    for x in grid.newKnots(among: new) { Self.insert(x, order: grid.order, into: &knots, &c) }
    let kept = grid.kept(of: knots)
    // Bases that lie entirely outside the range were removed with the knots that were left out.
    return SplineEdge(
      baseWeight: baseWeight, coefficients: Array(c[kept.lowerBound..<kept.upperBound - grid.order - 1]))
  }

  /// One knot into t_m < x < t_{m+1}: c′ₙ = α·cₙ + (1 − α)·cₙ₋₁ with α = (x − tₙ)/(tₙ₊ₖ − tₙ) between 0 and 1. Coefficients beyond
  /// either end are 0, so knots outside the range can be inserted like those inside.
  private static func insert(_ x: Double, order k: Int, into knots: inout [Double], _ c: inout [Double]) {
    let m = knots.partitioningIndex { $0 > x } - 1
    let coefficients = (0...c.count).map { n -> Double in
      if n <= m - k { return c[n] }
      if n > m { return c[n - 1] }
      let alpha = (x - knots[n]) / (knots[n + k] - knots[n])
      return alpha * (n < c.count ? c[n] : 0) + (1 - alpha) * (n > 0 ? c[n - 1] : 0)
    }
    c = coefficients
    knots.insert(x, at: m + 1)
  }
}

extension Array {
  /// The first index at which a condition that holds for a tail of the array holds. O(log n).
  fileprivate func partitioningIndex(_ holds: (Element) -> Bool) -> Int {
    var (lower, upper) = (0, count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if holds(self[middle]) { upper = middle } else { lower = middle + 1 }
    }
    return lower
  }
}
