import KANFormula
import KANModel

extension PiecewiseEnclosure {
  /// Σ cₙ·Bₙ(x) of a spline edge without its base function; continued beyond the grid according to `outside`.
  init(_ edge: SplineEdge, grid: KnotGrid, outside: OutsidePolicy) {
    let k = grid.order
    let expansion = Expansion(order: k, knots: grid.knots, coefficients: edge.coefficients)
    let inner = outside == .fading ? 0..<grid.knots.count - 1 : k..<grid.knots.count - 1 - k
    let breaks = Array(grid.knots[inner.lowerBound...inner.upperBound])
    var pieces = inner.map { m -> Piece in
      let center = Interval(grid.knots[m], grid.knots[m + 1]).middle
      return Piece(center: center, series: expansion.series(interval: m, at: center))
    }
    // The coefficients kept from the last polynomial at an end: value and slope, the value, or none.
    let kept = outside == .linear ? 2 : outside == .clamp ? 1 : 0
    func tail(_ interval: Int, _ end: Double) -> Piece {
      let series = expansion.series(interval: interval, at: end).prefix(kept)
      return Piece(center: end, series: series.isEmpty ? [Interval(0)] : Array(series))
    }
    pieces.insert(tail(inner.lowerBound, breaks[0]), at: 0)
    pieces.append(tail(inner.upperBound - 1, breaks[breaks.count - 1]))
    self.init(
      breaks: breaks, pieces: pieces, size: edge.coefficients.reduce(0) { max($0, $1.magnitude) })
  }
}

/// De Boor's algorithm in interval arithmetic, on knots continued on either side with zero coefficients, which affect no relevant basis.
private struct Expansion {
  let order: Int
  private let knots: [Double]
  private let coefficients: [Double]

  init(order: Int, knots: [Double], coefficients: [Double]) {
    self.order = order
    let (first, last) = (knots[0], knots[knots.count - 1])
    let step = (last - first) / Double(knots.count - 1)
    self.knots =
      (1...order).reversed().map { first - Double($0) * step } + knots
      + (1...order).map { last + Double($0) * step }
    let zeros = [Double](repeating: 0, count: order)
    self.coefficients = zeros + coefficients + zeros
  }

  /// φ⁽ʳ⁾(x)/r! for r = 0 … k of the polynomial on the interval that starts at knot `interval` of the grid.
  func series(interval: Int, at x: Double) -> [Interval] {
    let m = interval + order
    var c = (m - order...m).map { Interval(coefficients[$0]) }
    var factor = Interval(1)
    var series: [Interval] = []
    for r in 0...order {
      let degree = order - r
      series.append(value(c, degree: degree, interval: m, at: x) * factor)
      guard degree > 0 else { break }
      // c′ᵢ = p·(cᵢ − cᵢ₋₁)/(tᵢ₊ₚ − tᵢ)
      c = (0..<degree).map { j in
        let i = m - degree + 1 + j
        return Interval(Double(degree)) * (c[j + 1] - c[j])
          / (Interval(knots[i + degree]) - Interval(knots[i]))
      }
      factor = factor / Interval(Double(r + 1))
    }
    return series
  }

  private func value(_ c: [Interval], degree: Int, interval m: Int, at x: Double) -> Interval {
    var d = c
    for level in stride(from: 1, through: degree, by: 1) {
      for j in stride(from: degree, through: level, by: -1) {
        let i = m - degree + j
        let (left, right) = (Interval(knots[i]), Interval(knots[i + degree - level + 1]))
        let width = right - left
        d[j] = (right - Interval(x)) / width * d[j - 1] + (Interval(x) - left) / width * d[j]
      }
    }
    return d[degree]
  }
}
