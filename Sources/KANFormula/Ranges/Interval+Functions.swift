extension Interval {
  /// xⁿ for a whole n.
  package func wholePower(_ n: Int) -> Interval {
    if n < 0 { return n == Int.min ? .everything : wholePower(-n).reciprocal }
    let (l, u) = (Self.wholePower(lower, n), Self.wholePower(upper, n))
    if n % 2 == 1 { return Interval(l.lower, u.upper) }
    let high = max(l.upper, u.upper)
    return Interval(lower <= 0 && upper >= 0 ? (n == 0 ? 1 : 0) : min(l.lower, u.lower), high)
  }

  /// xⁿ of one number by repeated multiplication.
  private static func wholePower(_ x: Double, _ n: Int) -> Interval {
    if x < 0 {
      let power = wholePower(-x, n)
      return n % 2 == 1 ? -power : power
    }
    var result = Interval(1)
    var square = Interval(x)
    var rest = n
    while rest > 0 {
      if rest & 1 == 1 { result = result * square }
      rest >>= 1
      if rest > 0 { square = square * square }
    }
    return result
  }

  /// √x, where x ≥ 0; `nil` when x is negative everywhere.
  package var squareRoot: Interval? {
    clamped(to: .nonNegative).map {
      Interval(DirectedRounding.root($0.lower).lower, DirectedRounding.root($0.upper).upper)
    }
  }

  /// x^p for any real p, where x ≥ 0; `nil` when x is negative everywhere.
  package func realPower(_ exponent: Interval) -> Interval? {
    guard let base = clamped(to: .nonNegative) else { return nil }
    let p = exponent.lower
    // Powers of roots are exact more often than the library's power.
    if p == exponent.upper, (2 * p).magnitude <= 32, 2 * p == (2 * p).rounded() {
      return p == p.rounded() ? base.wholePower(Int(p)) : base.squareRoot?.wholePower(Int(2 * p))
    }
    // Monotone in each operand, so the extremes are at the corners.
    let corners = [base.lower, base.upper].flatMap { x in
      [exponent.lower, exponent.upper].map { DirectedRounding.power(x, $0) }
    }
    return corners.dropFirst().reduce(corners[0]) { $0.united(with: $1) }
  }

  /// The values of `function` on the part of the interval inside its domain; `nil` when there is none.
  package func image(under function: ElementaryFunction) -> Interval? {
    func at(_ x: Double) -> Interval { DirectedRounding.value(of: function, at: x) }
    func monotone(_ interval: Interval) -> Interval { at(interval.lower).united(with: at(interval.upper)) }
    switch function {
    case .exp, .arctan, .sinh, .tanh, .sign, .erf: return monotone(self)
    case .log: return clamped(to: .nonNegative).map(monotone)
    case .arcsin, .arccos, .artanh: return clamped(to: Interval(-1, 1)).map(monotone)
    case .abs, .cosh:
      let ends = monotone(self)
      return contains(0) ? ends.united(with: at(0)) : ends
    case .sin: return wave(.sin, turningAt: 0.5)
    case .cos: return wave(.cos, turningAt: 0)
    case .tan:
      guard let turns = halfTurns(from: 0.5) else { return .everything }
      return turns.isEmpty ? monotone(self) : .everything
    }
  }

  /// The values of sin or cos: its ends, and the turning points at (n + phase)·π between them.
  private func wave(_ function: ElementaryFunction, turningAt phase: Double) -> Interval {
    guard let turns = halfTurns(from: phase) else { return Interval(-1, 1) }
    var image = DirectedRounding.value(of: function, at: lower)
      .united(with: DirectedRounding.value(of: function, at: upper))
    for n in turns { image = image.united(with: Interval(n % 2 == 0 ? 1 : -1)) }
    return image
  }

  /// The whole n for which (n + phase)·π lies inside or so near an end that rounding decides; `nil` if there are so many that their
  /// number does not matter.
  private func halfTurns(from phase: Double) -> Range<Int>? {
    guard lower.magnitude < 0x1p40, upper.magnitude < 0x1p40, upper - lower < 2 * Double.pi else {
      return nil
    }
    // The quotient by the rounded π is right to three units in the last place.
    let (l, u) = (lower / Double.pi, upper / Double.pi)
    let first = Int((l - phase - 4 * l.ulp).rounded(.up))
    let last = Int((u - phase + 4 * u.ulp).rounded(.down))
    return first..<max(first, last + 1)
  }
}
