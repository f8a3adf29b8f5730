/// Circular functions: phases and inverses.
extension Simplifier {
  /// sin, cos and tan of an argument whose leading sign is plus.
  func circular(_ f: ElementaryFunction, of u: Expression) -> Expression {
    switch (f, u) {
    case (.sin, .function(.arcsin, let v)), (.cos, .function(.arccos, let v)),
      (.tan, .function(.arctan, let v)):
      return v
    case (.sin, .function(.arccos, let v)), (.cos, .function(.arcsin, let v)):
      return power(sum([1, negated(power(v, 2))]), .rational(.half))
    default: break
    }
    if let (rest, quarters) = quarterTurns(of: u) { return turned(f, rest, quarters) }
    if let (rest, shift) = measuredShift(of: u) { return shifted(f, rest, shift) ?? .function(f, u) }
    return .function(f, u)
  }

  /// Splits off an exact multiple of π/2, counted in quarter turns.
  private func quarterTurns(of u: Expression) -> (rest: Expression, quarters: Int)? {
    for (index, term) in u.flatTerms.enumerated() {
      let (coefficient, rest) = term.coefficientAndRest
      guard rest == .pi, case .exact(let turns) = coefficient, let quarters = turns * 2, quarters.isInteger
      else {
        continue
      }
      var others = u.flatTerms
      others.remove(at: index)
      return (sum(others), quarters.numerator)
    }
    return factoredQuarterTurns(of: u)
  }

  /// The same of a product such as π·(2·x + 1/2).
  private func factoredQuarterTurns(of u: Expression) -> (rest: Expression, quarters: Int)? {
    guard case (.exact(let coefficient), let rest) = u.coefficientAndRest else { return nil }
    let factors = rest.flatFactors
    guard factors.count == 2, factors.contains(.pi), let inner = factors.first(where: \.isSum) else {
      return nil
    }
    var terms = inner.flatTerms
    for (index, term) in terms.enumerated() {
      guard let number = term.rationalValue, let turns = coefficient * number, let quarters = turns * 2,
        quarters.isInteger
      else { continue }
      terms.remove(at: index)
      return (product([.rational(coefficient), .pi, sum(terms)]), quarters.numerator)
    }
    return nil
  }

  private func turned(_ f: ElementaryFunction, _ rest: Expression, _ quarters: Int) -> Expression {
    let k = ((quarters % 4) + 4) % 4
    switch (f, k) {
    case (.tan, 0), (.tan, 2), (.sin, 0), (.cos, 0): return function(f, rest)
    case (.tan, _): return negated(power(function(.tan, rest), -1))
    case (.sin, 1): return function(.cos, rest)
    case (.sin, 2), (.cos, 2): return negated(function(f, rest))
    case (.sin, _): return negated(function(.cos, rest))
    case (.cos, 1): return negated(function(.sin, rest))
    default: return function(.sin, rest)
    }
  }

  /// A measured phase: one family, sin, with the phase in (−π/2, π/2]; tan likewise modulo π.
  private func shifted(_ f: ElementaryFunction, _ rest: Expression, _ shift: Double) -> Expression? {
    let full = f == .cos ? shift + Double.pi / 2 : shift
    var phase = full.remainder(dividingBy: Double.pi)
    if phase <= -Double.pi / 2 { phase += Double.pi }
    let halfTurns = ((full - phase) / Double.pi).rounded()
    guard halfTurns.magnitude < 1e9 else { return nil }
    let family: ElementaryFunction = f == .tan ? .tan : .sin
    let value = function0(family, sum([rest, Coefficient.measured(phase).expression]))
    return f != .tan && halfTurns.remainder(dividingBy: 2) != 0 ? negated(value) : value
  }

  /// The function of an argument that is already reduced, unless the phase has become exact.
  private func function0(_ f: ElementaryFunction, _ u: Expression) -> Expression {
    measuredShift(of: u) == nil ? function(f, u) : .function(f, u)
  }

  /// Inverse functions of circular ones, if the argument stays on the principal branch.
  func inverseCircular(_ f: ElementaryFunction, of u: Expression) -> Expression {
    let half = Double.pi / 2
    switch (f, u) {
    case (.arcsin, .function(.sin, let v)) where isWithin(v, -half, half): return v
    case (.arctan, .function(.tan, let v)) where isWithin(v, -half, half): return v
    case (.arccos, .function(.cos, let v)) where isWithin(v, 0, Double.pi): return v
    case (.arccos, .rational(.one)): return 0
    default: return .function(f, u)
    }
  }

  private func isWithin(_ u: Expression, _ lower: Double, _ upper: Double) -> Bool {
    let bounds = range(u)
    return bounds.lower >= lower && bounds.upper <= upper
  }
}
