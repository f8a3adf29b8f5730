extension PiecewisePolynomial {
  /// Bounds of the values on an interval, one-sided limits at jumps included.
  ///
  /// A polynomial lies between its smallest and largest Bernstein coefficient (Farouki, CAGD 29 (2012) 379); the
  /// bounds are attained where the piece is monotone of degree 1 and tighten quadratically with the interval.
  func range(on interval: Interval) -> Interval {
    let (first, last) = (piece(containing: interval.lower), piece(containing: interval.upper))
    var (lower, upper) = (Double.infinity, -Double.infinity)
    for p in first...last {
      let start = p == first ? interval.lower : breaks[p - 1]
      let end = p == last ? interval.upper : breaks[p]
      let bounds = bernsteinBounds(of: p, from: start - origin(of: p), to: end - origin(of: p))
      (lower, upper) = (min(lower, bounds.lower), max(upper, bounds.upper))
    }
    return Interval(lower, upper)
  }

  private func bernsteinBounds(of p: Int, from a: Double, to b: Double) -> Interval {
    let c = coefficients(of: p)
    if a.isInfinite || b.isInfinite {
      // An unbounded piece of a spline is a constant or a line; for anything else Horner's scheme gives bounds.
      return c.dropLast().reversed().reduce(Interval(c[c.count - 1])) { $0 * Interval(a, b) + Interval($1) }
    }
    if c.count <= 2 {
      // A line is monotone: its values at the ends, rounded outwards, are the bounds.
      let ends = [a, b].map { Interval(c[0]) + Interval(c.count == 2 ? c[1] : 0) * Interval($0) }
      return ends[0].united(with: ends[1])
    }
    // In t = (u − a)/(b − a): first the shift to a, then the scale; then b_i = Σ_{k ≤ i} C(i,k)/C(d,k)·a_k.
    var shifted = c
    for k in 0..<c.count {
      for n in stride(from: c.count - 2, through: k, by: -1) { shifted[n] += a * shifted[n + 1] }
    }
    let d = c.count - 1
    var power = 1.0
    for k in 0...d {
      shifted[k] *= power
      power *= b - a
    }
    var (lower, upper) = (Double.infinity, -Double.infinity)
    for i in 0...d {
      var value = 0.0
      var ratio = 1.0
      for k in 0...i {
        value += ratio * shifted[k]
        if k < i { ratio *= Double(i - k) / Double(d - k) }
      }
      (lower, upper) = (min(lower, value), max(upper, value))
    }
    // A dozen roundings of terms of this size, with a margin.
    let reach = max(a.magnitude, b.magnitude)
    let size = c.reversed().reduce(0) { $0 * reach + $1.magnitude }
    return Interval(lower, upper) + Interval(radius: size * 0x1p-44)
  }
}
