/// One walk through a formula that collects what its dimensions must satisfy.
struct DimensionalWalk {
  /// The dimension of a part: known exponents plus multiples of unknown ones.
  struct Form {
    var known: PhysicalDimension
    var unknowns: [Int: Rational] = [:]
    /// What the unit of a logarithm's argument adds to the value: zero where units do not matter.
    var logarithm = PhysicalDimension.one
    /// Whether a measured constant is added, which takes up any such part.
    var absorbsLogarithms = false

    static func known(_ dimension: PhysicalDimension) -> Form { Form(known: dimension) }
  }

  let dimensions: [String: PhysicalDimension]
  let numbersMayCarryUnits: Bool

  private var relations = LinearRelations()
  private var unknownCount = 0
  private var freeConstants: [Int] = []
  private var numbers: [(text: String, unknown: Int)] = []
  private var unitless: [String: Int] = [:]

  init(dimensions: [String: PhysicalDimension], numbersMayCarryUnits: Bool) {
    self.dimensions = dimensions
    self.numbersMayCarryUnits = numbersMayCarryUnits
  }

  /// The dimension of every free constant.
  var constantDimensions: [PhysicalDimension?] { freeConstants.map(dimension) }

  /// The exact numbers that carry a unit.
  var numberDimensions: [DimensionalBalance.Number] {
    numbers.compactMap { number in
      guard let dimension = dimension(number.unknown), !dimension.isOne else { return nil }
      return .init(text: number.text, dimension: dimension)
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

  /// The dimension of a part; constants are met from left to right.
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
      // A measured curve: its numbers carry whatever units it takes.
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
    for term in terms {
      let next = try coefficientForm(of: term)
      guard var sum = result else {
        result = next
        continue
      }
      try require(next, equals: sum, in: whole)
      guard let logarithm = sum.logarithm.times(next.logarithm) else { throw tooLarge(whole) }
      sum.logarithm = logarithm
      sum.absorbsLogarithms = sum.absorbsLogarithms || next.absorbsLogarithms
      result = sum
    }
    guard var sum = result else { return .known(.one) }
    if sum.absorbsLogarithms { sum.logarithm = .one }
    return sum
  }

  /// A term of a sum: a measured constant alone absorbs what logarithms leave over; an exact number may carry a unit.
  private mutating func coefficientForm(of term: Expression) throws(FormulaError) -> Form {
    if case .rational(let value) = term { return number(value) }
    var form = try form(of: term)
    if case .real = term { form.absorbsLogarithms = true }
    return form
  }

  /// An exact number as a factor or term.
  private mutating func number(_ value: Rational) -> Form {
    guard numbersMayCarryUnits, value.magnitude != .one, value != .zero else { return .known(.one) }
    let (index, form) = fresh()
    numbers.append(("\(value)", index))
    return form
  }

  private mutating func product(_ factors: [Expression], in whole: Expression) throws(FormulaError) -> Form {
    var result = Form.known(.one)
    var scale = Rational.one
    for factor in factors {
      var next: Form
      if case .rational(let value) = factor {
        next = number(value)
        guard let product = scale * value else { throw tooLarge(whole) }
        scale = product
      } else {
        next = try form(of: factor)
        // Only numbers may stand before a logarithm whose unit is still to cancel.
        if !next.logarithm.isOne {
          guard factors.allSatisfy({ $0 == factor || $0.isNumber }) else {
            throw .unbalanced(
              part: text(whole), reason: "the logarithm of a quantity with a unit is multiplied")
          }
        }
      }
      guard let known = result.known.times(next.known), let logarithm = result.logarithm.times(next.logarithm)
      else { throw tooLarge(whole) }
      result.known = known
      result.logarithm = logarithm
      result.unknowns = try summed(result.unknowns, next.unknowns, in: whole)
    }
    guard let logarithm = result.logarithm.power(scale) else { throw tooLarge(whole) }
    result.logarithm = logarithm
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
      return Form(known: .one, logarithm: inner.known)
    default:
      try require(inner, equals: .known(.one), in: whole)
      return .known(.one)
    }
  }

  // MARK: - Requirements

  /// Notes that two parts have one dimension.
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

  /// Refuses what a change of units would change.
  func requireNoLogarithm(_ form: Form, in whole: Expression) throws(FormulaError) {
    guard form.logarithm.isOne else {
      throw .unbalanced(part: text(whole), reason: "it takes the logarithm of '\(form.logarithm)'")
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

extension Expression {
  fileprivate var isNumber: Bool {
    switch self {
    case .rational, .real, .constant: true
    default: false
    }
  }
}
