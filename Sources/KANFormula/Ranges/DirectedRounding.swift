/// Single operations whose exact results are enclosed as tightly as doubles allow.
///
/// The rounding error of a sum, product, quotient or root is itself computed without error (two-sum and fused multiply-add; Muller
/// et al., Handbook of Floating-Point Arithmetic, ch. 4), so that exact results stay exact and others are widened only on the side
/// of the error.
enum DirectedRounding {
  /// a + b.
  static func sum(_ a: Double, _ b: Double) -> Interval {
    let s = a + b
    guard a.isFinite, b.isFinite else { return Interval(s) }
    guard s.isFinite else { return overflow(s) }
    let t = s - a
    return enclosure(s, error: (a - (s - t)) + (b - t))
  }

  /// a·b, where 0·∞ is 0: an infinite end is approached, never reached.
  static func product(_ a: Double, _ b: Double) -> Interval {
    if a == 0 || b == 0 { return Interval(0) }
    let p = a * b
    guard a.isFinite, b.isFinite else { return Interval(p) }
    guard p.isFinite else { return overflow(p) }
    return p.magnitude < tiny ? Interval(p.nextDown, p.nextUp) : enclosure(p, error: (-p).addingProduct(a, b))
  }

  /// a/b for b ≠ 0; a/∞ is 0.
  static func quotient(_ a: Double, _ b: Double) -> Interval {
    if a == 0 { return Interval(0) }
    let q = a / b
    guard a.isFinite, b.isFinite else { return Interval(q) }
    guard q.isFinite else { return overflow(q) }
    guard q.magnitude > tiny, a.magnitude > tiny else { return Interval(q.nextDown, q.nextUp) }
    let remainder = a.addingProduct(-q, b)
    return enclosure(q, error: b > 0 ? remainder : -remainder)
  }

  /// √a for a ≥ 0.
  static func root(_ a: Double) -> Interval {
    let r = a.squareRoot()
    guard a > tiny, a.isFinite else {
      return a == 0 || a == .infinity ? Interval(r) : Interval(r.nextDown, r.nextUp)
    }
    return enclosure(r, error: a.addingProduct(-r, r))
  }

  /// f(x) by the mathematics library, widened by more than its documented errors (GNU C library manual, "Errors in
  /// Math Functions": at most 2 units in the last place for these on x86-64, here 8), exact where f(x) is.
  static func value(of function: ElementaryFunction, at x: Double) -> Interval {
    let y = realValue(of: function, at: x)
    switch function {
    case .abs, .sign: return Interval(y)
    case .log: return x == 1 ? Interval(0) : widened(y)
    case .arccos: return x == 1 ? Interval(0) : widened(y)
    case .arcsin, .arctan: return x == 0 ? Interval(0) : widened(y)
    case .sin, .tan, .sinh, .artanh: return x == 0 ? Interval(0) : widened(y)
    case .cos: return x == 0 ? Interval(1) : within(Interval(-1, 1), y)
    case .tanh, .erf: return x == 0 || x.isInfinite ? Interval(y) : within(Interval(-1, 1), y)
    case .exp: return x == 0 || x.isInfinite ? Interval(y) : within(.nonNegative, y)
    case .cosh: return x == 0 ? Interval(1) : within(Interval(1, .infinity), y)
    }
  }

  private static func within(_ codomain: Interval, _ y: Double) -> Interval {
    widened(y).clamped(to: codomain) ?? codomain
  }

  /// x^p by the mathematics library for x ≥ 0.
  static func power(_ x: Double, _ p: Double) -> Interval {
    let y = realPower(x, p)
    if x == 0 || x == 1 || p == 0 || x == .infinity { return Interval(y) }
    return within(.nonNegative, y)
  }

  /// A result of a library function with its margin.
  static func widened(_ y: Double) -> Interval {
    guard y.isFinite else { return y.isInfinite ? overflow(y) : .everything }
    let margin = 8 * y.ulp
    return Interval(y - margin, y + margin)
  }

  /// Below this, the error of a product need not be a double.
  private static let tiny = 0x1p-900

  private static func enclosure(_ value: Double, error: Double) -> Interval {
    Interval(error >= 0 ? value : value.nextDown, error <= 0 ? value : value.nextUp)
  }

  private static func overflow(_ value: Double) -> Interval {
    value > 0
      ? Interval(.greatestFiniteMagnitude, .infinity) : Interval(-.infinity, -.greatestFiniteMagnitude)
  }
}
