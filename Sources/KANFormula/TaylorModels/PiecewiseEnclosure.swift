/// A piecewise polynomial prepared for enclosure: one polynomial between each two breaks and one beyond either end, with
/// coefficients that enclose the exact ones.
package struct PiecewiseEnclosure: Hashable, Sendable {
  /// One polynomial Σᵣ aᵣ·(x − center)ʳ.
  package struct Piece: Hashable, Sendable {
    let center: Double
    let series: [Interval]

    /// A polynomial by its coefficients about a point, lowest first, at least one.
    package init(center: Double, series: [Interval]) {
      self.center = center
      self.series = series
    }

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

  /// The points where one polynomial ends and the next begins.
  private let breaks: [Double]
  private let pieces: [Piece]
  /// The magnitude of the numbers that plain evaluation adds up.
  private let size: Double

  /// One more piece than breaks.
  package init(breaks: [Double], pieces: [Piece], size: Double) {
    precondition(pieces.count == breaks.count + 1, "\(breaks.count) breaks need \(breaks.count + 1) pieces")
    self.breaks = breaks
    self.pieces = pieces
    self.size = size
  }

  /// The function of an expression.
  init(_ function: PiecewisePolynomial) {
    self.init(
      breaks: function.breaks,
      pieces: (0..<function.pieceCount).map { p in
        Piece(center: function.origin(of: p), series: function.coefficients(of: p).map { Interval($0) })
      }, size: function.table.reduce(0) { max($0, $1.magnitude) })
  }

  /// The function of an enclosed argument.
  package func applied(to x: TaylorModel) -> TaylorModel {
    guard x.range.isFinite else { return x.enclosed(by: .everything) }
    let home = piece(containing: x.center)
    var remainder = 0.0
    var image: Interval?
    for q in piece(containing: x.range.lower)...piece(containing: x.range.upper) {
      guard let part = x.range.clamped(to: side(of: q)) else { continue }
      let values = Self.horner(pieces[q].series, part - Interval(pieces[q].center))
      image = image?.united(with: values) ?? values
      guard q != home else { continue }
      // At a knot two pieces of a spline differ only by the jump of the highest derivative.
      let knot = q > home ? breaks[q - 1] : breaks[q]
      let (a, b) = (pieces[home].series(about: knot), pieces[q].series(about: knot))
      let difference = (0..<max(a.count, b.count)).map { r in
        (r < b.count ? b[r] : Interval(0)) - (r < a.count ? a[r] : Interval(0))
      }
      remainder = max(remainder, Self.horner(difference, part - Interval(knot)).magnitude)
    }
    let rounding = Interval(radius: size * 0x1p-46)
    var expansion = pieces[home].series(about: x.center)
    expansion[0] = expansion[0] + rounding
    return x.composed(expansion: expansion, remainder: remainder, image: (image ?? .everything) + rounding)
  }

  /// The index of the polynomial that applies at `x`; 0 before the first break.
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
