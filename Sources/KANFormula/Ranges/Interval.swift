/// A closed range of real numbers whose ends may be infinite.
///
/// All operations round outwards: the exact result of every choice of numbers inside lies inside. Exact ends stay exact
/// (`DirectedRounding`), so signs are determined wherever possible.
package struct Interval: Hashable, Sendable {
  /// The smallest number inside, or −∞.
  package let lower: Double
  /// The largest number inside, or ∞.
  package let upper: Double

  /// All real numbers.
  package static let everything = Interval(-Double.infinity, Double.infinity)
  /// All numbers from zero.
  package static let nonNegative = Interval(0, Double.infinity)

  /// The interval between two numbers; everything if one is NaN or they are in the wrong order.
  package init(_ lower: Double, _ upper: Double) {
    let isSound = lower <= upper
    self.lower = isSound ? lower : -Double.infinity
    self.upper = isSound ? upper : Double.infinity
  }

  /// One number; everything for NaN.
  package init(_ value: Double) { self.init(value, value) }

  /// A range of numbers.
  package init(_ range: ClosedRange<Double>) { self.init(range.lowerBound, range.upperBound) }

  /// The interval from −radius to radius.
  package init(radius: Double) { self.init(-radius, radius) }

  /// A number inside, the middle if both ends are finite.
  package var middle: Double {
    if lower == -.infinity { return upper == .infinity ? 0 : upper }
    if upper == .infinity { return lower }
    return min(max(0.5 * lower + 0.5 * upper, lower), upper)
  }

  /// The largest absolute value.
  package var magnitude: Double { max(lower.magnitude, upper.magnitude) }

  /// The distance of the ends from the middle, rounded up.
  package var radius: Double { max((upper - middle).nextUp, (middle - lower).nextUp) }

  /// Whether both ends are finite.
  package var isFinite: Bool { lower.isFinite && upper.isFinite }

  /// Whether `value` lies inside.
  package func contains(_ value: Double) -> Bool { lower <= value && value <= upper }

  /// The part of the interval inside `other`, or `nil` when they do not meet.
  package func clamped(to other: Interval) -> Interval? {
    let (l, u) = (max(lower, other.lower), min(upper, other.upper))
    return l <= u ? Interval(l, u) : nil
  }

  /// The smallest interval that holds both.
  package func united(with other: Interval) -> Interval {
    Interval(min(lower, other.lower), max(upper, other.upper))
  }

  /// All sums.
  package static func + (a: Interval, b: Interval) -> Interval {
    Interval(
      DirectedRounding.sum(a.lower, b.lower).lower, DirectedRounding.sum(a.upper, b.upper).upper)
  }

  /// All negatives.
  package static prefix func - (a: Interval) -> Interval { Interval(-a.upper, -a.lower) }

  /// All differences.
  package static func - (a: Interval, b: Interval) -> Interval { a + -b }

  /// All products; 0·∞ is 0.
  package static func * (a: Interval, b: Interval) -> Interval {
    if a.lower >= 0 && b.lower >= 0 {
      return Interval(
        DirectedRounding.product(a.lower, b.lower).lower, DirectedRounding.product(a.upper, b.upper).upper)
    }
    return hull(DirectedRounding.product, a, b)
  }

  /// All quotients; everything when zero lies inside `b`.
  package static func / (a: Interval, b: Interval) -> Interval {
    guard b.lower > 0 || b.upper < 0 else { return a * b.reciprocal }
    return hull(DirectedRounding.quotient, a, b)
  }

  /// The extremes of an operation that is monotone in each operand: they are at the corners.
  private static func hull(
    _ operation: (Double, Double) -> Interval, _ a: Interval, _ b: Interval
  ) -> Interval {
    let (c, d) = (operation(a.lower, b.lower), operation(a.lower, b.upper))
    let (e, f) = (operation(a.upper, b.lower), operation(a.upper, b.upper))
    return Interval(
      min(min(c.lower, d.lower), min(e.lower, f.lower)), max(max(c.upper, d.upper), max(e.upper, f.upper)))
  }

  /// 1/x; everything when zero lies inside.
  package var reciprocal: Interval {
    func inverse(_ x: Double) -> Interval { DirectedRounding.quotient(1, x) }
    if lower > 0 || upper < 0 { return Interval(inverse(upper).lower, inverse(lower).upper) }
    if lower == 0 && upper > 0 { return Interval(inverse(upper).lower, .infinity) }
    if upper == 0 && lower < 0 { return Interval(-.infinity, inverse(lower).upper) }
    return .everything
  }
}
