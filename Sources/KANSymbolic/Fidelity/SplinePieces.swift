import KANFormula
import KANModel

/// A spline as what it is: one polynomial between each two knots, and what continues it outside, with coefficients that
/// enclose the exact ones.
struct SplinePieces: Sendable {
  /// One polynomial Σᵣ aᵣ·(x − center)ʳ.
  private struct Piece {
    let center: Double
    let series: [Interval]

    /// The same polynomial about another centre (Horner's shift).
    func series(about x: Double) -> [Interval] {
      let h = Interval(x) - Interval(center)
      var a = series
      for start in 0..<a.count {
        for r in (start..<a.count - 1).reversed() { a[r] = a[r] + h * a[r + 1] }
      }
      return a
    }
  }

  /// Where one polynomial ends and the next begins; before the first and after the last are the tails.
  let breaks: [Double]
  private let pieces: [Piece]
  /// The size of the coefficients that plain evaluation adds up.
  private let size: Double

  /// Σ cₙ·Bₙ(x) without the base function; beyond the grid as `outside` says.
  init(_ edge: SplineEdge, grid: KnotGrid, outside: OutsidePolicy) {
    let k = grid.order
    // Knots and zeros are added on either side: no basis that counts depends on them.
    let expansion = Expansion(order: k, knots: grid.knots, coefficients: edge.coefficients)
    let inner = outside == .fading ? 0..<grid.knots.count - 1 : k..<grid.knots.count - 1 - k
    breaks = Array(grid.knots[inner.lowerBound...inner.upperBound])
    var pieces = inner.map { m -> Piece in
      let center = Interval(grid.knots[m], grid.knots[m + 1]).middle
      return Piece(center: center, series: expansion.series(interval: m, at: center))
    }
    let (first, last) = (breaks[0], breaks[breaks.count - 1])
    let kept = outside == .linear ? 2 : outside == .clamp ? 1 : 0
    func tail(_ interval: Int, _ end: Double) -> Piece {
      Piece(
        center: end,
        series: kept == 0 ? [Interval(0)] : Array(expansion.series(interval: interval, at: end)[..<kept]))
    }
    let tails = (tail(inner.lowerBound, first), tail(inner.upperBound - 1, last))
    pieces.insert(tails.0, at: 0)
    pieces.append(tails.1)
    self.pieces = pieces
    size = edge.coefficients.reduce(0) { max($0, $1.magnitude) }
  }

  /// The spline of an enclosed argument.
  func applied(to x: TaylorModel) -> TaylorModel {
    guard x.range.isFinite else {
      return x.composed(expansion: [.everything], remainder: .infinity, image: .everything)
    }
    let home = piece(containing: x.center)
    var remainder = 0.0
    var image = Interval(pieces[home].series[0].middle)
    var isFirst = true
    for q in piece(containing: x.range.lower)...piece(containing: x.range.upper) {
      guard let part = x.range.clamped(to: side(of: q)) else { continue }
      let values = Self.horner(pieces[q].series, part - Interval(pieces[q].center))
      image = isFirst ? values : image.united(with: values)
      isFirst = false
      guard q != home else { continue }
      // Beside a knot two pieces differ by the jump of the highest derivative only.
      let knot = q > home ? breaks[q - 1] : breaks[q]
      let (a, b) = (pieces[home].series(about: knot), pieces[q].series(about: knot))
      let difference = (0..<max(a.count, b.count)).map { r in
        (r < b.count ? b[r] : Interval(0)) - (r < a.count ? a[r] : Interval(0))
      }
      remainder = max(remainder, Self.horner(difference, part - Interval(knot)).magnitude)
    }
    var expansion = pieces[home].series(about: x.center)
    expansion[0] = expansion[0] + Interval(radius: size * 0x1p-46)
    return x.composed(
      expansion: expansion, remainder: remainder, image: image + Interval(radius: size * 0x1p-46))
  }

  /// The index of the polynomial that holds at `x`; 0 before the first knot.
  private func piece(containing x: Double) -> Int {
    var (lower, upper) = (0, breaks.count)
    while lower < upper {
      let middle = (lower + upper) / 2
      if breaks[middle] <= x { lower = middle + 1 } else { upper = middle }
    }
    return lower
  }

  private func side(of piece: Int) -> Interval {
    Interval(
      piece == 0 ? -.infinity : breaks[piece - 1], piece == breaks.count ? .infinity : breaks[piece])
  }

  private static func horner(_ series: [Interval], _ x: Interval) -> Interval {
    series.dropLast().reversed().reduce(series[series.count - 1]) { $0 * x + $1 }
  }
}

/// De Boor's algorithm in interval arithmetic on knots continued on either side.
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
