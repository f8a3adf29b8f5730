extension KnotGrid {
  /// Writes the k + 1 bases that may be non-zero at an x outside the range, as the recursion of de Boor and Cox gives them on these
  /// knots alone: they sum to less than 1 and are all zero beyond the outermost knots.
  ///
  /// - Returns: The index of the first of them; unlike inside the range, some of the values are zero.
  package func evaluateFadingBasis(
    at x: Double, values: UnsafeMutableBufferPointer<Double>, derivatives: UnsafeMutableBufferPointer<Double>
  ) -> Int {
    let k = order
    let first = x < range.lowerBound ? 0 : intervals - 1
    values.update(repeating: 0)
    derivatives.update(repeating: 0)
    guard let m = outerInterval(containing: x) else { return first }
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * (k + 1)) { scratch in
      let row = UnsafeMutableBufferPointer(rebasing: scratch[...k])
      let slopes = UnsafeMutableBufferPointer(rebasing: scratch[(k + 1)...])
      row.update(repeating: 0)
      row[0] = 1
      for degree in 1..<max(k, 1) { raiseFading(row, to: degree, at: x, interval: m) }
      var before = 0.0
      for r in 0..<k {
        let slope = Double(k) * share(row, r, degree: k, interval: m)
        slopes[r] = before - slope
        before = slope
      }
      slopes[k] = before
      raiseFading(row, to: k, at: x, interval: m)
      for r in 0...k where (0..<basisCount).contains(m - k + r) {
        values[m - k + r - first] = row[r]
        derivatives[m - k + r - first] = slopes[r]
      }
    }
    return first
  }

  /// The m with t_m ≤ x < t_{m+1} outside the range; `nil` beyond the outermost knots.
  private func outerInterval(containing x: Double) -> Int? {
    let last = knots.count - 1
    if x < range.lowerBound { return (0..<order).last { knots[$0] <= x } }
    return x < knots[last] ? (last - order..<last).last { knots[$0] <= x } : nil
  }

  /// One row of the triangle, in place; `row[r]` holds the basis m − degree + 1 + r before.
  private func raiseFading(
    _ row: UnsafeMutableBufferPointer<Double>, to degree: Int, at x: Double, interval m: Int
  ) {
    var saved = 0.0
    for r in 0..<degree {
      let share = share(row, r, degree: degree, interval: m)
      // The share of a basis that does not exist is 0; its end knots do not exist and must not be accessed.
      row[r] = saved + (share == 0 ? 0 : (knots[m + 1 + r] - x) * share)
      saved = share == 0 ? 0 : (x - knots[m + 1 + r - degree]) * share
    }
    row[degree] = saved
  }

  /// The basis m − degree + 1 + r of one degree lower over the length of its support; 0 for those that would
  /// need knots beyond the outermost.
  private func share(
    _ row: UnsafeMutableBufferPointer<Double>, _ r: Int, degree: Int, interval m: Int
  ) -> Double {
    let (left, right) = (m + 1 + r - degree, m + 1 + r)
    return left >= 0 && right < knots.count ? row[r] / (knots[right] - knots[left]) : 0
  }
}
