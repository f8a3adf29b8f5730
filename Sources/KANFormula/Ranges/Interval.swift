/// A closed range of real numbers whose ends may be infinite.
///
/// Bounds are computed in ordinary rounding: right to a few units in the last place, and exact at the ends
/// that matter for signs (0, ±1).
struct Interval: Hashable, Sendable {
  let lower: Double
  let upper: Double

  static let everything = Interval(-Double.infinity, Double.infinity)
  static let nonNegative = Interval(0, Double.infinity)

  /// The interval between two numbers; everything when one is not a number.
  init(_ lower: Double, _ upper: Double) {
    let isSound = lower <= upper
    self.lower = isSound ? lower : -Double.infinity
    self.upper = isSound ? upper : Double.infinity
  }

  init(_ value: Double) { self.init(value, value) }

  /// The part of the interval inside `other`, or `nil` when they do not meet.
  func clamped(to other: Interval) -> Interval? {
    let (l, u) = (max(lower, other.lower), min(upper, other.upper))
    return l <= u ? Interval(l, u) : nil
  }

  static func + (a: Interval, b: Interval) -> Interval { Interval(a.lower + b.lower, a.upper + b.upper) }

  static func * (a: Interval, b: Interval) -> Interval {
    // 0·∞ is 0 here: the infinite end is approached, never reached.
    func times(_ x: Double, _ y: Double) -> Double { x == 0 || y == 0 ? 0 : x * y }
    let corners = [
      times(a.lower, b.lower), times(a.lower, b.upper), times(a.upper, b.lower), times(a.upper, b.upper),
    ]
    return Interval(corners.reduce(.infinity, min), corners.reduce(-.infinity, max))
  }

  /// 1/x; everything when zero lies inside.
  var reciprocal: Interval {
    if lower > 0 || upper < 0 { return Interval(1 / upper, 1 / lower) }
    if lower == 0 && upper > 0 { return Interval(1 / upper, .infinity) }
    if upper == 0 && lower < 0 { return Interval(-.infinity, 1 / lower) }
    return .everything
  }

  /// xⁿ for a whole n.
  func wholePower(_ n: Int) -> Interval {
    if n < 0 { return n == Int.min ? .everything : wholePower(-n).reciprocal }
    let (l, u) = (KANFormula.wholePower(lower, n), KANFormula.wholePower(upper, n))
    if n % 2 == 1 { return Interval(l, u) }
    return Interval(lower <= 0 && upper >= 0 ? 0 : min(l, u), max(l, u))
  }

  /// x^p for any real p, where x ≥ 0; `nil` when x is negative everywhere.
  func realPower(_ p: Double) -> Interval? {
    guard let base = clamped(to: .nonNegative) else { return nil }
    if p == 0 { return Interval(1) }
    let (l, u) = (KANFormula.realPower(base.lower, p), KANFormula.realPower(base.upper, p))
    return Interval(min(l, u), max(l, u))
  }

  /// The values of `function` on the part of the interval inside its domain; `nil` when there is none.
  func image(under function: ElementaryFunction) -> Interval? {
    func monotone(_ interval: Interval) -> Interval {
      let (l, u) = (realValue(of: function, at: interval.lower), realValue(of: function, at: interval.upper))
      return Interval(min(l, u), max(l, u))
    }
    switch function {
    case .exp, .arctan, .sinh, .tanh, .sign, .erf: return monotone(self)
    case .log: return clamped(to: .nonNegative).map(monotone)
    case .arcsin, .arccos, .artanh: return clamped(to: Interval(-1, 1)).map(monotone)
    case .abs, .cosh:
      let (l, u) = (realValue(of: function, at: lower), realValue(of: function, at: upper))
      return Interval(lower <= 0 && upper >= 0 ? realValue(of: function, at: 0) : min(l, u), max(l, u))
    case .sin: return Interval(lower - Double.pi / 2, upper - Double.pi / 2).cosine
    case .cos: return cosine
    case .tan:
      let branch = (lower / Double.pi + 0.5).rounded(.down)
      return branch == (upper / Double.pi + 0.5).rounded(.down) ? monotone(self) : .everything
    }
  }

  /// The values of cos: its ends, and the turning points at multiples of π between them.
  private var cosine: Interval {
    guard (upper - lower).isFinite, upper - lower < 2 * Double.pi else { return Interval(-1, 1) }
    let (l, u) = (realValue(of: .cos, at: lower), realValue(of: .cos, at: upper))
    let first = (lower / Double.pi).rounded(.up)
    let last = (upper / Double.pi).rounded(.down)
    var (low, high) = (min(l, u), max(l, u))
    var turn = first
    while turn <= last {
      if turn.remainder(dividingBy: 2) == 0 { high = 1 } else { low = -1 }
      turn += 1
    }
    return Interval(low, high)
  }
}
