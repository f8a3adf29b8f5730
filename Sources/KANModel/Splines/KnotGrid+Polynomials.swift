extension KnotGrid {
  /// The polynomials to which the bases reduce between the knots m and m + 1, by the recursion of de Boor and Cox.
  ///
  /// This includes intervals outside the range, where only bases whose knots exist contribute, as in `OutsidePolicy.fading`.
  ///
  /// - Returns: For every basis n that is not zero there, its coefficients in powers of (x − t_m), lowest first.
  func basisPolynomials(onInterval m: Int) -> [(basis: Int, coefficients: [Double])] {
    let t = knots
    var pieces = [m: [1.0]]
    for degree in 1...order {
      var next: [Int: [Double]] = [:]
      for n in max(m - degree, 0)...m where n + degree + 1 < t.count {
        var sum = [Double](repeating: 0, count: degree + 1)
        // (x − tₙ) = u + (t_m − tₙ) and (tₙ₊ₖ₊₁ − x) = (tₙ₊ₖ₊₁ − t_m) − u.
        if let left = pieces[n] {
          let length = t[n + degree] - t[n]
          for (power, c) in left.enumerated() {
            sum[power] += c * (t[m] - t[n]) / length
            sum[power + 1] += c / length
          }
        }
        if let right = pieces[n + 1] {
          let length = t[n + degree + 1] - t[n + 1]
          for (power, c) in right.enumerated() {
            sum[power] += c * (t[n + degree + 1] - t[m]) / length
            sum[power + 1] -= c / length
          }
        }
        next[n] = sum
      }
      pieces = next
    }
    return pieces.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
