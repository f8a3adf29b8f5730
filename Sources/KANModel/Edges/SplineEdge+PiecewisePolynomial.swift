import KANFormula

extension SplineEdge {
  /// The exact polynomial part of φ: its sum with w·b(x̂), x̂ from `Network.BaseFunction.argument(_:grid:outside:)`, is φ(x),
  /// inside the grid and beyond.
  ///
  /// If the base function is itself a polynomial, it is part of it.
  func piecewisePolynomial(grid: KnotGrid, base: Network.BaseFunction, outside: OutsidePolicy)
    -> PiecewisePolynomial
  {
    let isFading = outside == .fading
    let k = grid.order
    let range = isFading ? 0..<grid.knots.count - 1 : k..<k + grid.intervals
    var pieces = range.map { m -> [Double] in
      var piece = [Double](repeating: 0, count: k + 1)
      for (n, basis) in grid.basisPolynomials(onInterval: m) {
        for r in 0...k { piece[r] += coefficients[n] * basis[r] }
      }
      return piece
    }
    let breaks = Array(grid.knots[range.lowerBound...range.upperBound])
    if isFading {
      pieces = [[0, 0]] + pieces + [[0, 0]]
    } else {
      pieces =
        [tail(at: breaks[0], grid, base, outside)] + pieces
        + [tail(at: breaks[breaks.count - 1], grid, base, outside)]
    }
    if base == .identity {
      for p in pieces.indices {
        pieces[p][0] += baseWeight * breaks[max(p - 1, 0)]
        let isHeld = outside == .clamp && (p == 0 || p == pieces.count - 1)
        if !isHeld { pieces[p][1] += baseWeight }
      }
    }
    return PiecewisePolynomial(breaks: breaks, pieces: pieces)
  }

  /// Value and slope beyond the end e; the slope is that of the whole φ, since the base function is held there.
  private func tail(
    at e: Double, _ grid: KnotGrid, _ base: Network.BaseFunction, _ outside: OutsidePolicy
  ) -> [Double] {
    let (first, values, slopes) = grid.basisAndDerivatives(at: e)
    var tail = [0.0, 0.0]
    for r in values.indices {
      tail[0] += coefficients[first + r] * values[r]
      if outside == .linear { tail[1] += coefficients[first + r] * slopes[r] }
    }
    if outside == .linear, base.isTranscendental { tail[1] += baseWeight * base.derivative(at: e) }
    return tail
  }
}
