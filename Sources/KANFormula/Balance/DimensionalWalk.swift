/// A traversal of a formula that collects the conditions on its dimensions.
struct DimensionalWalk {
  /// The dimension of a part: known exponents plus multiples of unknown ones.
  struct Form {
    var known: PhysicalDimension
    var unknowns: [Int: Rational] = [:]
    /// The contributions of the units of logarithms' arguments to the value.
    var logarithms = LogarithmicUnits.none

    static func known(_ dimension: PhysicalDimension) -> Form { Form(known: dimension) }
  }

  /// The exact numbers that may carry units.
  enum NumbersWithUnits: Comparable {
    case none
    /// Those that are written, but ±1.
    case written
    /// Also a factor of one before the argument of a function.
    case implied
  }

  let dimensions: [String: PhysicalDimension]
  let numbersWithUnits: NumbersWithUnits

  private var relations = LinearRelations()
  private var unknownCount = 0
  private var freeConstants: [Int] = []
  private var numbers: [(text: String, part: Expression, unknown: Int)] = []
  private var unitless: [String: Int] = [:]

  init(dimensions: [String: PhysicalDimension], numbersWithUnits: NumbersWithUnits) {
    self.dimensions = dimensions
    self.numbersWithUnits = numbersWithUnits
  }

  /// The dimension of every free constant.
  var constantDimensions: [PhysicalDimension?] { freeConstants.map(dimension) }

  /// The exact numbers that carry a unit.
  var numberDimensions: [DimensionalBalance.Number] {
    numbers.compactMap { number in
      guard let dimension = dimension(number.unknown), !dimension.isOne else { return nil }
      return .init(text: number.text, part: number.part, dimension: dimension)
    }
  }

  private func dimension(_ unknown: Int) -> PhysicalDimension? {
    relations.value(of: unknown).map(PhysicalDimension.init(exponents:))
  }

  private mutating func fresh() -> (index: Int, form: Form) {
    unknownCount += 1
    return (unknownCount - 1, Form(known: .one, unknowns: [unknownCount - 1: .one]))
  }

  // MARK: - Parts

  /// The dimension of a part; constants are visited from left to right.
  mutating func form(of expression: Expression) throws(FormulaError) -> Form {
    switch expression {
    case .rational: return .known(.one)
    case .real:
      let (index, form) = fresh()
      freeConstants.append(index)
      return form
    case .constant(let constant): return .known(dimensions[constant.name] ?? .one)
    case .variable(let name): return variable(name)
    case .sum(let terms): return try sum(terms, in: expression)
    case .product(let factors): return try product(factors, in: expression)
    case .power(let base, let exponent): return try power(base, exponent, in: expression)
    case .function(let function, let argument): return try value(of: function, argument, in: expression)
    case .piecewise(_, let argument):
      // A measured curve: its numbers carry whatever units are needed.
      try requireNoLogarithm(try form(of: argument), in: expression)
      return fresh().form
    }
  }

  private mutating func variable(_ name: String) -> Form {
    if let dimension = dimensions[name] { return .known(dimension) }
    if let index = unitless[name] { return Form(known: .one, unknowns: [index: .one]) }
    let (index, form) = fresh()
    unitless[name] = index
    return form
  }

  private mutating func sum(_ terms: [Expression], in whole: Expression) throws(FormulaError) -> Form {
    var result: Form?
    var absorbing: [[Expression]] = []
    for term in terms {
      let next: Form
      if case .rational(let value) = term {
        next = number(value, in: whole)
      } else {
        next = try form(of: term)
      }
      let (_, variables, isMeasured) = Self.parts(of: term)
      if isMeasured { absorbing.append(variables) }
      guard var sum = result else {
        result = next
        continue
      }
      try require(next, equals: sum, in: whole)
      sum.logarithms.add(next.logarithms)
      result = sum
    }
    guard var sum = result else { return .known(.one) }
    for variables in absorbing { sum.logarithms.absorb(before: variables) }
    return sum
  }

  /// The numbers of a term multiplied, its other factors, and whether one of the numbers was measured.
  private static func parts(of term: Expression) -> (
    number: Double, variables: [Expression], isMeasured: Bool
  ) {
    let factors = if case .product(let factors) = term { factors } else { [term] }
    var (number, variables, isMeasured) = (1.0, [Expression](), false)
    for factor in factors {
      switch factor {
      case .rational(let value): number *= value.doubleValue
      case .constant(let constant): number *= constant.value
      case .real(let value):
        number *= value
        isMeasured = true
      default: variables.append(factor)
      }
    }
    return (number, variables, isMeasured)
  }

  /// An exact number as a factor or term.
  private mutating func number(_ value: Rational, in whole: Expression) -> Form {
    guard numbersWithUnits >= .written, value.magnitude != .one, value != .zero else { return .known(.one) }
    let (index, form) = fresh()
    numbers.append(("\(value)", whole, index))
    return form
  }

  private mutating func product(_ factors: [Expression], in whole: Expression) throws(FormulaError) -> Form {
    var result = Form.known(.one)
    for (place, factor) in factors.enumerated() {
      let next: Form
      if case .rational(let value) = factor {
        next = number(value, in: whole)
      } else {
        next = try form(of: factor)
      }
      guard let known = result.known.times(next.known) else { throw tooLarge(whole) }
      result.known = known
      result.unknowns = try summed(result.unknowns, next.unknowns, in: whole)
      guard !next.logarithms.isNone else { continue }
      guard result.logarithms.isNone else {
        throw .unbalanced(part: text(whole), reason: "two logarithms of quantities with units are multiplied")
      }
      var others = factors
      others.remove(at: place)
      let (number, variables, _) = Self.parts(of: .product(others))
      result.logarithms = next.logarithms.multiplied(by: number, variables)
    }
    return result
  }

  private mutating func power(
    _ base: Expression, _ exponent: Expression, in whole: Expression
  ) throws(FormulaError) -> Form {
    let inner = try form(of: base)
    try requireNoLogarithm(inner, in: whole)
    guard case .rational(let power) = exponent else {
      let upper = try form(of: exponent)
      try requireNoLogarithm(upper, in: whole)
      try require(upper, equals: .known(.one), in: whole)
      try require(inner, equals: .known(.one), in: whole)
      return .known(.one)
    }
    guard let known = inner.known.power(power) else { throw tooLarge(whole) }
    var unknowns: [Int: Rational] = [:]
    for (index, value) in inner.unknowns {
      guard let product = value * power else { throw tooLarge(whole) }
      if product != .zero { unknowns[index] = product }
    }
    return Form(known: known, unknowns: unknowns)
  }

  private mutating func value(
    of function: ElementaryFunction, _ argument: Expression, in whole: Expression
  ) throws(FormulaError) -> Form {
    let inner = try form(of: argument)
    try requireNoLogarithm(inner, in: whole)
    switch function {
    case .abs: return inner
    case .sign: return .known(.one)
    case .log where inner.unknowns.isEmpty:
      return Form(known: .one, logarithms: .logarithm(of: inner.known))
    default:
      var pure = inner
      if numbersWithUnits == .implied, inner.unknowns.isEmpty, !inner.known.isOne {
        let (index, one) = fresh()
        numbers.append(("1", argument, index))
        pure.unknowns = one.unknowns
      }
      try require(pure, equals: .known(.one), in: whole)
      return .known(.one)
    }
  }

  // MARK: - Requirements

  /// Records that two parts have the same dimension.
  mutating func require(_ a: Form, equals b: Form, in whole: Expression) throws(FormulaError) {
    guard let inverse = b.known.power(.minusOne), let known = a.known.times(inverse)?.power(.minusOne) else {
      throw tooLarge(whole)
    }
    let coefficients = try summed(a.unknowns, b.unknowns.mapValues { -$0 }, in: whole)
    switch relations.add(.init(coefficients: coefficients, right: known.exponents)) {
    case .new, .known: return
    case .overflow: throw tooLarge(whole)
    case .contradiction:
      throw .unbalanced(part: text(whole), reason: "'\(a.known)' meets '\(b.known)'")
    }
  }

  /// Throws if a change of units would change the value.
  func requireNoLogarithm(_ form: Form, in whole: Expression) throws(FormulaError) {
    guard form.logarithms.isNone else {
      throw .unbalanced(part: text(whole), reason: "it takes the logarithm of a quantity with a unit")
    }
  }

  private func summed(
    _ a: [Int: Rational], _ b: [Int: Rational], in whole: Expression
  ) throws(FormulaError) -> [Int: Rational] {
    var result = a
    for (index, value) in b {
      guard let sum = (result[index] ?? .zero) + value else { throw tooLarge(whole) }
      result[index] = sum == .zero ? nil : sum
    }
    return result
  }

  private func tooLarge(_ part: Expression) -> FormulaError {
    .unbalanced(part: text(part), reason: "its exponents are too large")
  }

  private func text(_ part: Expression) -> String { TextPrinter(digits: 6).print(part) }
}
