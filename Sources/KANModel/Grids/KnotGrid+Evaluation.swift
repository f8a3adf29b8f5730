extension KnotGrid {
  /// The index m with t_m ≤ x < t_{m+1}, clamped to k … G + k − 1 so that it always names an interval of
  /// the range; the last interval contains its right end. O(log G).
  package func interval(containing x: Double) -> Int {
    var lower = order
    var upper = knots.count - 1 - order
    while upper - lower > 1 {
      let middle = (lower + upper) / 2
      if x < knots[middle] { upper = middle } else { lower = middle }
    }
    return lower
  }

  /// The k + 1 basis functions that are not zero around x: Bₙ(x) for n = first … first + k.
  ///
  /// Inside the range they sum to 1; for an x outside, the polynomial piece of the nearest interval is used.
  package func basis(at x: Double) -> (first: Int, values: [Double]) {
    let m = interval(containing: x)
    let values = [Double](unsafeUninitializedCapacity: order + 1) { buffer, count in
      evaluateBasis(at: x, interval: m, values: buffer)
      count = order + 1
    }
    return (m - order, values)
  }

  /// The k + 1 basis functions around x and their derivatives B′ₙ(x).
  package func basisAndDerivatives(at x: Double) -> (first: Int, values: [Double], derivatives: [Double]) {
    let m = interval(containing: x)
    var values = [Double](repeating: 0, count: order + 1)
    var derivatives = values
    values.withUnsafeMutableBufferPointer { v in
      derivatives.withUnsafeMutableBufferPointer { d in
        evaluateBasis(at: x, interval: m, values: v, derivatives: d)
      }
    }
    return (m - order, values, derivatives)
  }

  /// Writes the k + 1 values of `basis(at:)` without allocating; `interval` is m of `interval(containing:)`.
  ///
  /// The triangle of de Boor and Cox: every entry is a convex combination of the row before, so nothing
  /// cancels. Source: de Boor, A Practical Guide to Splines, ch. X.
  package func evaluateBasis(at x: Double, interval m: Int, values: UnsafeMutableBufferPointer<Double>) {
    knots.withUnsafeBufferPointer { t in
      values[0] = 1
      for degree in 1...order { raise(values, to: degree, at: x, interval: m, knots: t) }
    }
  }

  /// Writes the k + 1 values and derivatives without allocating.
  ///
  /// B′ₙ,ₖ = k·(Bₙ,ₖ₋₁/(tₙ₊ₖ − tₙ) − Bₙ₊₁,ₖ₋₁/(tₙ₊ₖ₊₁ − tₙ₊₁)), from the row of the triangle one order lower.
  package func evaluateBasis(
    at x: Double, interval m: Int, values: UnsafeMutableBufferPointer<Double>,
    derivatives: UnsafeMutableBufferPointer<Double>
  ) {
    let k = order
    knots.withUnsafeBufferPointer { t in
      values[0] = 1
      for degree in 1..<max(k, 1) { raise(values, to: degree, at: x, interval: m, knots: t) }
      var before = 0.0
      for r in 0..<k {
        let slope = Double(k) * values[r] / (t[m + 1 + r] - t[m + 1 + r - k])
        derivatives[r] = before - slope
        before = slope
      }
      derivatives[k] = before
      raise(values, to: k, at: x, interval: m, knots: t)
    }
  }

  /// One row of the triangle, in place: `values` holds the bases of `degree` − 1 and then those of `degree`.
  private func raise(
    _ values: UnsafeMutableBufferPointer<Double>, to degree: Int, at x: Double, interval m: Int,
    knots t: UnsafeBufferPointer<Double>
  ) {
    var saved = 0.0
    for r in 0..<degree {
      let left = t[m + 1 + r - degree]
      let right = t[m + 1 + r]
      let share = values[r] / (right - left)
      values[r] = saved + (right - x) * share
      saved = (x - left) * share
    }
    values[degree] = saved
  }
}
