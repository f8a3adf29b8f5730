/// The base function and the k + 1 bases at each sample of one input, continued outside the grid; all spline edges of the input
/// share them.
///
/// An edge is linear in its weight and coefficients, so its continuation depends only on the basis: beyond an end e of the grid
/// every basis continues as Bₙ(e) + B′ₙ(e)·(x − e), likewise the base function, and φ(x) = w·base[s] + Σᵣ c[first[s] +
/// r]·values[s·(k + 1) + r] holds everywhere. `OutsidePolicy.clamp` and `.fading` differ only in the values of the bases there.
package struct SplineBasis: Sendable {
  /// The number k + 1 of bases at a sample.
  package let width: Int
  /// The index of the first basis at sample s.
  package private(set) var first: [Int]
  /// The bases, those of sample s at `s * width ..< (s + 1) * width`.
  package private(set) var values: [Double]
  /// Their derivatives with respect to x, in the same order; empty unless requested.
  package private(set) var derivatives: [Double]
  /// The base function b.
  package private(set) var base: [Double]
  /// Its derivative; empty unless requested.
  package private(set) var baseDerivatives: [Double]

  /// The number of samples.
  package var count: Int { first.count }

  /// Evaluates the bases of `grid` at all samples `x`; a NaN among them makes only its own row NaN.
  package init(
    at x: [Double], grid: KnotGrid, base: Network.BaseFunction, outside: OutsidePolicy,
    derivatives: Bool = false
  ) {
    width = grid.order + 1
    first = [Int](repeating: 0, count: x.count)
    values = [Double](repeating: 0, count: x.count * width)
    self.base = [Double](repeating: 0, count: x.count)
    self.derivatives = [Double](repeating: 0, count: derivatives ? x.count * width : 0)
    baseDerivatives = [Double](repeating: 0, count: derivatives ? x.count : 0)

    let range = grid.range
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * width) { scratch in
      let row = UnsafeMutableBufferPointer(rebasing: scratch[..<width])
      let slopes = UnsafeMutableBufferPointer(rebasing: scratch[width...])
      for s in x.indices {
        let isOutside = x[s] < range.lowerBound || x[s] > range.upperBound
        if isOutside && outside == .fading {
          first[s] = grid.evaluateFadingBasis(at: x[s], values: row, derivatives: slopes)
          self.base[s] = base.value(at: x[s])
          for r in 0..<width { values[s * width + r] = row[r] }
          guard derivatives else { continue }
          for r in 0..<width { self.derivatives[s * width + r] = slopes[r] }
          baseDerivatives[s] = base.derivative(at: x[s])
          continue
        }
        let e = isOutside ? (x[s] < range.lowerBound ? range.lowerBound : range.upperBound) : x[s]
        let m = grid.interval(containing: e)
        first[s] = m - grid.order
        self.base[s] = base.value(at: e)
        if !derivatives && !(isOutside && outside == .linear) {
          grid.evaluateBasis(at: e, interval: m, values: row)
          for r in 0..<width { values[s * width + r] = row[r] }
          continue
        }
        grid.evaluateBasis(at: e, interval: m, values: row, derivatives: slopes)
        var baseSlope = base.derivative(at: e)
        if isOutside && outside == .clamp {
          slopes.update(repeating: 0)
          baseSlope = 0
        } else if isOutside {
          for r in 0..<width { row[r] += slopes[r] * (x[s] - e) }
          self.base[s] += baseSlope * (x[s] - e)
        }
        for r in 0..<width { values[s * width + r] = row[r] }
        if derivatives {
          for r in 0..<width { self.derivatives[s * width + r] = slopes[r] }
          baseDerivatives[s] = baseSlope
        }
      }
    }
  }
}
