import KANNumerics

extension KnotGrid {
  /// A grid adapted to the samples: knots at ε·uniform + (1 − ε)·quantiles, like pykan's `grid_eps`.
  ///
  /// Samples that are not finite, or beyond `KnotGrid.reach`, are left out. An input that is constant (to rounding) gets a uniform grid
  /// around its value, of half-width max(1, |value|); no samples at all give one on −1 … 1.
  ///
  /// - Parameters:
  ///   - samples: The actual values of the input, in any order.
  ///   - intervals: The number G of intervals.
  ///   - order: The order k, 1 … 5.
  ///   - uniformFraction: ε in 0 … 1; 1 gives uniform knots.
  ///   - margin: How far the grid reaches beyond the samples at either end, as a fraction of their range.
  package static func adaptive(
    to samples: [Double], intervals: Int, order: Int, uniformFraction: Double = 0.5, margin: Double = 0.01
  ) -> KnotGrid {
    precondition(intervals >= 1, "a grid needs at least one interval, not \(intervals)")
    precondition((0...1).contains(uniformFraction), "the uniform fraction lies between 0 and 1")
    precondition(margin >= 0, "a margin is not negative")
    // For one interval only the ends matter.
    let sorted =
      intervals == 1
      ? ends(of: samples.lazy.filter { abs($0) <= reach }) : samples.filter { abs($0) <= reach }.sorted()
    guard let smallest = sorted.first, let largest = sorted.last else {
      return KnotGrid(uniformOn: -1...1, intervals: intervals, order: order)
    }
    let size = max(abs(smallest), abs(largest))
    let width = largest - smallest
    guard width > 1e-9 * size, width.isFinite, width > 1e-150 else {
      let centre = smallest / 2 + largest / 2
      let half = max(1, abs(centre))
      return KnotGrid(uniformOn: centre - half...centre + half, intervals: intervals, order: order)
    }
    let range = smallest - margin * width...largest + margin * width
    let uniform = KnotGrid(uniformOn: range, intervals: intervals, order: order)
    guard uniformFraction < 1 else { return uniform }

    let fractions = (0...intervals).map { Double($0) / Double(intervals) }
    var inner = zip(fractions, quantiles(ofSorted: sorted, at: fractions)).map { fraction, quantile in
      let even = range.lowerBound + (range.upperBound - range.lowerBound) * fraction
      return uniformFraction * even + (1 - uniformFraction) * quantile
    }
    inner[0] = range.lowerBound
    inner[intervals] = range.upperBound
    return KnotGrid(spacing: inner, smallestShare: 0.05, order: order)
  }

  /// The smallest and the largest sample; empty if there are none.
  private static func ends(of samples: some Sequence<Double>) -> [Double] {
    samples.reduce(into: []) { ends, x in
      if ends.isEmpty { ends = [x, x] }
      (ends[0], ends[1]) = (min(ends[0], x), max(ends[1], x))
    }
  }

  /// A grid on increasing inner knots, none of its intervals narrower than `smallestShare` of the mean one; the outer knots
  /// continue in steps of the mean.
  private init(spacing inner: [Double], smallestShare: Double, order: Int) {
    let intervals = inner.count - 1
    let mean = (inner[intervals] - inner[0]) / Double(intervals)
    let least = smallestShare * mean
    var gaps = zip(inner, inner.dropFirst()).map { $1 - $0 }
    if gaps.contains(where: { $0 < least }) {
      // Raise every gap to at least the minimum and shrink the excess of the others, so that the ends stay where they are.
      let excess = gaps.map { max($0 - least, 0) }
      let available = (1 - smallestShare) * mean * Double(intervals)
      let total = excess.reduce(0, +)
      gaps = excess.map { least + $0 * available / total }
    }
    var knots = (0..<order).map { inner[0] - Double(order - $0) * mean }
    var position = inner[0]
    knots.append(position)
    for gap in gaps.dropLast() {
      position += gap
      knots.append(position)
    }
    knots += (0...order).map { inner[intervals] + Double($0) * mean }
    self.init(knots: knots, order: order)
  }
}
