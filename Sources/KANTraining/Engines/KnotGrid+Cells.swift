import KANModel

extension KnotGrid {
  /// Whether all cells are equal; knots computed in another order of operations may differ in the last bits.
  ///
  /// The tolerance follows the length of the grid, so that a knot of a grid far from zero, such as 10⁹ … 10⁹ + 1, may not be off by
  /// a noticeable part of its cell. In addition positions are rounded at their own magnitude: half a unit in the last place each, the
  /// ends of the range included, whose errors the knots beyond them multiply, up to elevenfold with one interval and order 5.
  package var isUniform: Bool {
    let (first, last) = (knots[0], knots[knots.count - 1])
    let step = (range.upperBound - range.lowerBound) / Double(intervals)
    let tolerance = 1e-14 * (last - first) + 8 * max(abs(first), abs(last)).ulp
    return knots.indices.allSatisfy { n in
      abs(knots[n] - (range.lowerBound + Double(n - order) * step)) <= tolerance
    }
  }

  /// Whether all cells are equal, and a multiply-add in `Scalar` gives the cell of every position: kernels use it as an index, and a
  /// grid too narrow or too wide for the scalar would make it infinite or NaN. Comparisons with the knots are safe on all grids.
  package func isUniform<Scalar: BinaryFloatingPoint>(in _: Scalar.Type) -> Bool {
    let inverseStep = Double(intervals) / (range.upperBound - range.lowerBound)
    return isUniform && Scalar(inverseStep).isNormal
      && (Scalar(range.upperBound) - Scalar(range.lowerBound)).isFinite
  }

  /// The k + 1 non-zero bases of a cell as polynomials in u = 0 … 1 along it, [basis][power], by de Boor and Cox's triangle with
  /// polynomials for entries.
  package func localBases(cell: Int) -> [[Double]] {
    let (t, m) = (knots, order + cell)
    let h = t[m + 1] - t[m]
    func times(_ p: [Double], _ constant: Double, _ slope: Double) -> [Double] {
      p.indices.map { constant * p[$0] + ($0 > 0 ? slope * p[$0 - 1] : 0) }
    }
    let zero = [Double](repeating: 0, count: order + 1)
    var bases = [[1.0] + zero.dropFirst()]
    for degree in 1...order {
      var saved = zero
      for r in 0..<degree {
        let (left, right) = (t[m + 1 + r - degree], t[m + 1 + r])
        let share = bases[r].map { $0 / (right - left) }
        bases[r] = zip(saved, times(share, right - t[m], -h)).map { $0 + $1 }
        saved = times(share, t[m] - left, h)
      }
      bases.append(saved)
    }
    return bases
  }
}
