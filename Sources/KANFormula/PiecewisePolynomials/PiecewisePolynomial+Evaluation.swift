extension PiecewisePolynomial {
  /// The value at a point; NaN at NaN, the limit at ±∞.
  ///
  /// - Parameter x: The point; at a break the piece on its right applies.
  public func value(at x: Double) -> Double {
    let p = piece(containing: x)
    let u = x - origin(of: p)
    return table.withUnsafeBufferPointer { table in
      var k = (p + 1) * (degree + 1) - 1
      var y = table[k]
      for _ in 0..<degree {
        k -= 1
        y = y * u + table[k]
      }
      return u.isInfinite ? limit(p, u) : degree == 0 && x.isNaN ? x : y
    }
  }

  /// The slope at `x`, at a break that of the piece on its right.
  package func slope(at x: Double) -> Double {
    let p = piece(containing: x)
    if x.isInfinite { return derivative.value(at: x) }
    let u = x - origin(of: p)
    var y = 0.0 * u
    for k in stride(from: degree, to: 0, by: -1) { y = y * u + Double(k) * table[p * (degree + 1) + k] }
    return y
  }

  /// The derivative, piece by piece; jumps of the function are ignored.
  package var derivative: PiecewisePolynomial {
    PiecewisePolynomial(
      breaks: breaks,
      pieces: (0..<pieceCount).map { p in
        coefficients(of: p).enumerated().dropFirst().map { Double($0) * $1 }
      })
  }

  /// The piece that applies at `x`: the number of breaks at or below it.
  func piece(containing x: Double) -> Int {
    breaks.withUnsafeBufferPointer { breaks in
      var (lower, upper) = (0, breaks.count)
      while lower < upper {
        let middle = (lower + upper) / 2
        if breaks[middle] <= x { lower = middle + 1 } else { upper = middle }
      }
      return lower
    }
  }

  /// The limit at infinity, where Horner's scheme would give NaN by 0·∞.
  private func limit(_ p: Int, _ u: Double) -> Double {
    let row = coefficients(of: p)
    guard row.count > 1, let leading = row.last else { return row[0] }
    return leading * wholePower(u, row.count - 1)
  }
}
