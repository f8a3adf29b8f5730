/// The condition on the argument of a function in an expression under which the value is a finite real number.
struct DomainCondition: Hashable {
  /// The kinds of domains.
  enum Domain: Hashable {
    case positive, nonNegative, nonZero
    /// −1 ≤ u ≤ 1 and −1 < u < 1.
    case unit, openUnit

    /// The closed hull of the domain.
    var hull: Interval {
      switch self {
      case .positive, .nonNegative: .nonNegative
      case .nonZero: .everything
      case .unit, .openUnit: Interval(-1, 1)
      }
    }

    /// Whether all of `values` lies inside.
    func contains(_ values: Interval) -> Bool {
      switch self {
      case .positive: values.lower > 0
      case .nonNegative: values.lower >= 0
      case .nonZero: values.lower > 0 || values.upper < 0
      case .unit: values.lower >= -1 && values.upper <= 1
      case .openUnit: values.lower > -1 && values.upper < 1
      }
    }
  }

  /// What is known about a condition on a box.
  enum Verdict { case holds, violated, unknown }

  /// The argument.
  let argument: Expression
  let domain: Domain
  /// The function that needs it.
  let function: String

  /// The condition in plain text.
  var text: String {
    let u = TextPrinter(digits: 6).print(argument)
    switch domain {
    case .positive: return "\(u) > 0"
    case .nonNegative: return "\(u) >= 0"
    case .nonZero: return "\(u) != 0"
    case .unit: return "-1 <= \(u) <= 1"
    case .openUnit: return "-1 < \(u) < 1"
    }
  }

  /// The conditions of all functions and powers in an expression, inner ones first, each once.
  static func all(of expression: Expression) -> [DomainCondition] {
    var found: [DomainCondition] = []
    func visit(_ e: Expression) {
      switch e {
      case .sum(let parts), .product(let parts): parts.forEach(visit)
      case .power(let base, let exponent):
        visit(base)
        visit(exponent)
        if let condition = condition(base: base, exponent: exponent), !found.contains(condition) {
          found.append(condition)
        }
      case .function(let function, let argument):
        visit(argument)
        if let condition = condition(function, argument), !found.contains(condition) {
          found.append(condition)
        }
      case .piecewise(_, let argument): visit(argument)
      default: break
      }
    }
    visit(expression)
    return found
  }

  private static func condition(base: Expression, exponent: Expression) -> DomainCondition? {
    if case .real(let p) = exponent {
      if p == p.rounded() { return p < 0 ? .init(argument: base, domain: .nonZero, function: "pole") : nil }
      return .init(argument: base, domain: p < 0 ? .positive : .nonNegative, function: "root")
    }
    guard let p = exponent.rationalValue else {
      return .init(argument: base, domain: .positive, function: "power")
    }
    if p.isInteger { return p < .zero ? .init(argument: base, domain: .nonZero, function: "pole") : nil }
    return .init(argument: base, domain: p < .zero ? .positive : .nonNegative, function: "root")
  }

  private static func condition(_ function: ElementaryFunction, _ u: Expression) -> DomainCondition? {
    switch function {
    case .log: .init(argument: u, domain: .positive, function: "log")
    case .arcsin, .arccos: .init(argument: u, domain: .unit, function: function.rawValue)
    case .artanh: .init(argument: u, domain: .openUnit, function: "atanh")
    case .tan: .init(argument: .cos(u), domain: .nonZero, function: "tan")
    default: nil
    }
  }

  /// Whether the condition holds on all of `box`, examined on smaller and smaller parts of it.
  func verdict(on box: [String: Interval]) -> Verdict {
    let names = argument.variables
    let sides = names.compactMap { box[$0] }.filter(\.isFinite)
    var evaluator = RangeEvaluator(box)
    if let values = evaluator.range(argument), domain.contains(values) { return .holds }
    guard sides.count == names.count, !names.isEmpty,
      let program = try? TaylorProgram(argument, variables: names)
    else { return .unknown }
    let table = MonomialTable(dimension: names.count, order: names.count > 6 ? 1 : 2)
    var parts = [sides]
    var count = 0
    while let part = parts.popLast() {
      count += 1
      guard count < Self.partLimit else { return .unknown }
      let inputs = part.indices.map { TaylorModel(variable: $0, on: part[$0], table) }
      // Where the argument itself is undefined, another condition applies.
      guard let model = program.model(of: inputs) else { continue }
      if domain.contains(model.range) { continue }
      let middle = Dictionary(uniqueKeysWithValues: zip(names, part.map(\.middle)))
      let value = argument.value(at: middle)
      if !value.isNaN, !domain.contains(Interval(value)) { return .violated }
      let widths = part.indices.map {
        model.shares[$0].isFinite ? model.shares[$0] : part[$0].upper - part[$0].lower
      }
      guard let widest = part.indices.max(by: { widths[$0] < widths[$1] }) else { return .unknown }
      let (side, cut) = (part[widest], part[widest].middle)
      guard side.lower < cut, cut < side.upper else { return .unknown }
      for half in [Interval(side.lower, cut), Interval(cut, side.upper)] {
        var next = part
        next[widest] = half
        parts.append(next)
      }
    }
    return .holds
  }

  private static let partLimit = 1_000
}
