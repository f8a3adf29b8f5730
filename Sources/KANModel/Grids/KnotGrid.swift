/// The knots t₀ … t_{G+2k} of the splines on one input: G intervals, order k, SciPy's index convention.
///
/// The splines are defined on [t_k, t_{G+k}]; the k knots on either side only shape the outermost bases.
package struct KnotGrid: Hashable, Sendable, Codable {
  /// The knots, strictly increasing, G + 2k + 1 of them.
  package let knots: [Double]
  /// The order (degree) k of the splines, 1 … 5.
  package let order: Int

  /// The number G of intervals.
  package var intervals: Int { knots.count - 1 - 2 * order }
  /// The number G + k of basis functions.
  package var basisCount: Int { knots.count - 1 - order }
  /// The interval [t_k, t_{G+k}] on which the splines are defined.
  package var range: ClosedRange<Double> { knots[order]...knots[knots.count - 1 - order] }

  /// The largest magnitude of grid positions: differences of knots, and the outer knots, stay finite there.
  package static let reach = 1e300

  /// Knots taken verbatim; `precondition`s that they increase strictly and that there are at least 2k + 2.
  package init(knots: [Double], order: Int) {
    precondition((1...5).contains(order), "the order of a spline is 1 to 5, not \(order)")
    precondition(
      knots.count >= 2 * order + 2, "order \(order) needs at least \(2 * order + 2) knots, not \(knots.count)"
    )
    precondition(
      zip(knots, knots.dropFirst()).allSatisfy { $0 < $1 }, "knots must be finite and increase strictly")
    self.knots = knots
    self.order = order
  }

  /// `intervals` equal intervals on `range`, continued by `order` more on either side.
  package init(uniformOn range: ClosedRange<Double>, intervals: Int, order: Int) {
    precondition(intervals >= 1, "a grid needs at least one interval, not \(intervals)")
    precondition(range.lowerBound < range.upperBound, "a grid needs a range of positive length")
    let step = (range.upperBound - range.lowerBound) / Double(intervals)
    self.init(
      knots: (-order...intervals + order).map { n in
        // The upper end is taken exactly, so that the largest sample lies inside.
        n == intervals ? range.upperBound : range.lowerBound + Double(n) * step
      }, order: order)
  }
}
