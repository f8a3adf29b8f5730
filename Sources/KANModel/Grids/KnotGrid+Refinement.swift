extension KnotGrid {
  /// The grid with further knots on the same range; knots that already exist, and those outside t₀ … t_{G+2k}, are left out. Of the
  /// knots outside the range the k nearest on either side stay.
  package func inserting(_ new: [Double]) -> KnotGrid {
    let merged = Array(Set(knots + newKnots(among: new))).sorted()
    return KnotGrid(knots: Array(merged[kept(of: merged)]), order: order)
  }

  /// The grid with `intervals` intervals on the same range.
  ///
  /// If the number is a multiple of the present one, every interval is split equally, including those outside the range, so that
  /// uniform grids stay uniform and all old knots are kept; otherwise the knots keep the density of the present ones.
  ///
  /// - Parameter outside: How the splines continue. Fading splines use the outer knots, which are then all kept.
  package func refined(to intervals: Int, outside: OutsidePolicy = .linear) -> KnotGrid {
    precondition(intervals >= 1, "a grid needs at least one interval, not \(intervals)")
    if intervals % self.intervals == 0 {
      return inserting(splitPoints(intervals / self.intervals, outside: outside))
    }
    let last = self.intervals
    let inner = (0...intervals).map { n -> Double in
      let position = Double(n * last) / Double(intervals)
      let m = min(n * last / intervals, last - 1)
      let (left, right) = (knots[order + m], knots[order + m + 1])
      return n == intervals ? right : left + (right - left) * (position - Double(m))
    }
    let mean = (inner[intervals] - inner[0]) / Double(intervals)
    if outside == .fading {
      return KnotGrid(knots: knots[..<order] + inner + knots[(knots.count - order)...], order: order)
    }
    let outer = (1...order).map { Double($0) * mean }
    return KnotGrid(
      knots: outer.reversed().map { inner[0] - $0 } + inner + outer.map { inner[intervals] + $0 },
      order: order)
  }

  /// The knots that split every interval into `parts` equal ones, including the outer ones unless splines fade there.
  func splitPoints(_ parts: Int, outside: OutsidePolicy) -> [Double] {
    let split = outside == .fading ? knots[order..<knots.count - order] : knots[...]
    return zip(split, split.dropFirst()).flatMap { left, right in
      (1..<max(parts, 1)).map { left + (right - left) * (Double($0) / Double(parts)) }
    }
  }

  /// Those of `new` that lie strictly between the outermost knots and do not exist yet, in order.
  func newKnots(among new: [Double]) -> [Double] {
    let present = Set(knots)
    return Set(new).filter { $0 > knots[0] && $0 < knots[knots.count - 1] && !present.contains($0) }.sorted()
  }

  /// The knots of a finer sequence that a grid on this range needs: those inside and k on either side.
  func kept(of finer: [Double]) -> Range<Int> {
    let lower = finer.firstIndex { $0 >= range.lowerBound } ?? 0
    let upper = finer.lastIndex { $0 <= range.upperBound } ?? finer.count - 1
    return lower - order..<upper + order + 1
  }
}
