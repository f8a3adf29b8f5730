extension Expression {
  /// Bounds of the values that the expression takes on a box, wherever it is defined there.
  ///
  /// Interval arithmetic: the bounds always hold, but are wide where a variable occurs more than once.
  ///
  /// - Parameter box: The range of each variable by its name; variables without an entry range over all reals.
  /// - Returns: The bounds, possibly infinite, or `nil` if the expression is defined nowhere on the box.
  public func range(on box: [String: ClosedRange<Double>]) -> ClosedRange<Double>? {
    var evaluator = RangeEvaluator(box)
    return evaluator.range(self).map { $0.lower...$0.upper }
  }

  /// Whether interval arithmetic can prove that the expression is defined and finite on a whole box.
  ///
  /// - Parameter box: The range of each variable by its name; nothing is proven for an expression with a
  /// variable that has no entry.
  /// - Returns: `true` if it is proven; `false` does not mean that the expression is undefined somewhere.
  public func isDefined(on box: [String: ClosedRange<Double>]) -> Bool {
    var evaluator = RangeEvaluator(box)
    return evaluator.isDefined(self)
  }
}

/// Computes ranges on one box and remembers those of subexpressions.
struct RangeEvaluator {
  private let box: [String: Interval]
  private var known: [Expression: Interval?] = [:]

  init(_ box: [String: ClosedRange<Double>]) { self.init(box.mapValues { Interval($0) }) }

  init(_ box: [String: Interval]) { self.box = box }

  /// The values where `expression` is defined; `nil` when it is defined nowhere.
  mutating func range(_ expression: Expression) -> Interval? {
    switch expression {
    case .rational(let value): return Interval(enclosing: value)
    case .real(let value): return Interval(value)
    // The value of a name is correct to half a unit in its last place.
    case .constant(let constant): return Interval(constant.value.nextDown, constant.value.nextUp)
    case .variable(let name): return box[name] ?? .everything
    default: break
    }
    if let result = known[expression] { return result }
    let result = compute(expression)
    known[expression] = result
    return result
  }

  private mutating func compute(_ expression: Expression) -> Interval? {
    switch expression {
    case .sum(let terms):
      var total = Interval(0)
      for term in terms {
        guard let own = range(term) else { return nil }
        total = total + own
      }
      return total
    case .product(let factors):
      var total = Interval(1)
      for factor in factors {
        guard let own = range(factor) else { return nil }
        total = total * own
      }
      return total
    case .power(let base, let exponent):
      guard let b = range(base), let p = range(exponent) else { return nil }
      if case .rational(let fraction) = exponent, fraction.isInteger {
        return b.wholePower(fraction.numerator)
      }
      // A measured exponent that happens to be whole is defined for negative bases as well.
      let isBroken = exponent.rationalValue != nil || p.lower == p.upper && p.lower != p.lower.rounded()
      return b.lower >= 0 || isBroken ? b.realPower(p) : .everything
    case .function(let function, let argument): return range(argument)?.image(under: function)
    case .piecewise(let polynomial, let argument): return range(argument).map(polynomial.range(on:))
    default: return .everything
    }
  }

  mutating func isDefined(_ expression: Expression) -> Bool {
    switch expression {
    case .rational, .constant: return true
    case .real(let value): return value.isFinite
    case .variable(let name): return box[name].map { $0.lower.isFinite && $0.upper.isFinite } ?? false
    case .sum(let parts), .product(let parts):
      return parts.allSatisfy { isDefined($0) } && isFinite(expression)
    case .power(let base, let exponent):
      guard isDefined(base), isDefined(exponent), let b = range(base) else { return false }
      guard let p = exponent.rationalValue else { return b.lower > 0 && isFinite(expression) }
      let isSafe = p.isInteger ? true : b.lower >= 0
      return isSafe && (p >= .zero || b.lower > 0 || b.upper < 0) && isFinite(expression)
    case .function(let function, let argument):
      guard isDefined(argument), let u = range(argument) else { return false }
      switch function {
      case .log: return u.lower > 0
      case .arcsin, .arccos: return u.lower >= -1 && u.upper <= 1
      case .artanh: return u.lower > -1 && u.upper < 1
      default: return isFinite(expression)
      }
    case .piecewise(_, let argument): return isDefined(argument) && isFinite(expression)
    }
  }

  private mutating func isFinite(_ expression: Expression) -> Bool {
    range(expression).map { $0.lower.isFinite && $0.upper.isFinite } ?? false
  }
}

extension Interval {
  /// An exact fraction.
  init(enclosing value: Rational) {
    func enclosure(_ n: Int) -> Interval {
      let x = Double(n)
      return n.magnitude < 1 << 53 ? Interval(x) : Interval(x.nextDown, x.nextUp)
    }
    self = enclosure(value.numerator) / enclosure(value.denominator)
  }
}
