/// Narrows a box to the part where an expression can be defined: the conditions of functions on their arguments are propagated
/// down, through sums, products and inverse functions, to the variables. Only points where a condition fails are cut off.
struct BoxContractor {
  private(set) var box: [String: Interval]

  init(box: [String: ClosedRange<Double>]) { self.box = box.mapValues { Interval($0) } }

  /// Applies the conditions until little changes; false if no point is left.
  mutating func narrow(_ conditions: [DomainCondition]) -> Bool {
    for _ in 0..<3 {
      let before = box
      for condition in conditions where !narrow(condition.argument, to: condition.domain.hull) {
        return false
      }
      if box == before { break }
    }
    return true
  }

  /// Cuts off points where `expression` cannot have a value in `target`; false if nothing is left.
  private mutating func narrow(_ expression: Expression, to target: Interval) -> Bool {
    guard let own = range(expression), let wanted = own.clamped(to: target) else { return false }
    if wanted == own { return true }
    switch expression {
    case .variable(let name):
      box[name] = wanted
      return true
    case .sum(let terms):
      for (n, term) in terms.enumerated() {
        var others = Interval(0)
        for (m, other) in terms.enumerated() where m != n { others = others + (range(other) ?? .everything) }
        if !narrow(term, to: wanted - others) { return false }
      }
    case .product(let factors):
      for (n, factor) in factors.enumerated() {
        var others = Interval(1)
        for (m, other) in factors.enumerated() where m != n {
          others = others * (range(other) ?? .everything)
        }
        guard others.lower > 0 || others.upper < 0 else { continue }
        if !narrow(factor, to: wanted / others) { return false }
      }
    case .power(let base, let exponent):
      guard let p = exponent.rationalValue, let b = range(base),
        let preimage = Self.preimage(of: wanted, power: p, base: b)
      else { return true }
      return narrow(base, to: preimage)
    case .function(let function, let argument):
      guard let preimage = Self.preimage(of: wanted, under: function) else { return true }
      return narrow(argument, to: preimage)
    default: break
    }
    return true
  }

  private func range(_ expression: Expression) -> Interval? {
    var evaluator = RangeEvaluator(box)
    return evaluator.range(expression)
  }

  /// The u in `base` for which u^p can lie in `values`; `nil` if nothing can be said.
  private static func preimage(of values: Interval, power p: Rational, base: Interval) -> Interval? {
    guard p > .zero, let inverse = Rational(p.denominator, p.numerator) else { return nil }
    func root(_ x: Interval) -> Interval? { x.realPower(Interval(enclosing: inverse)) }
    guard p.isInteger else { return root(values) }
    if p.numerator % 2 == 1 {
      let positive = root(values)
      let negative = root(-values).map { -$0 }
      guard let a = positive ?? negative, let b = negative ?? positive else { return nil }
      if values.lower > 0 { return positive }
      return values.upper < 0 ? negative : a.united(with: b)
    }
    guard let size = root(values) else { return nil }
    if base.lower >= 0 { return size }
    return base.upper <= 0 ? -size : Interval(-size.upper, size.upper)
  }

  /// The arguments for which a function can have values in `values`; `nil` if nothing can be said.
  private static func preimage(of values: Interval, under function: ElementaryFunction) -> Interval? {
    switch function {
    case .exp: values.image(under: .log)
    case .log: values.image(under: .exp)
    case .tanh: values.image(under: .artanh)
    case .artanh: values.image(under: .tanh)
    case .arcsin: values.clamped(to: Interval(-1.57, 1.57)) == values ? values.image(under: .sin) : nil
    case .arctan: values.clamped(to: Interval(-1.57, 1.57)) == values ? values.image(under: .tan) : nil
    case .abs: Interval(-values.upper, values.upper)
    default: nil
    }
  }
}
