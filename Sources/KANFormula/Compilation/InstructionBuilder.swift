/// Turns a tree into steps; equal subexpressions share one step.
struct InstructionBuilder {
  private let columns: [String: Int]
  private(set) var instructions: [Instruction] = []
  private(set) var freeConstantCount = 0
  private var registers: [Instruction: Int] = [:]

  init(variables: [String]) {
    columns = Dictionary(variables.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Appends the steps of `expression` and returns the register of its value.
  mutating func append(_ expression: Expression) throws(FormulaError) -> Int {
    switch expression {
    case .rational(let value): return emit(.number(value.doubleValue))
    case .constant(let constant): return emit(.number(constant.value))
    case .real:
      freeConstantCount += 1
      return emit(.freeConstant(freeConstantCount - 1))
    case .variable(let name):
      guard let column = columns[name] else {
        throw .unknownVariable(name, known: columns.keys.sorted())
      }
      return emit(.variable(column))
    case .sum(let terms): return try appendSum(terms)
    case .product(let factors): return try appendProduct(factors)
    case .power(let base, let exponent):
      let register = try append(base)
      guard let p = exponent.rationalValue, p.denominator <= 2 else {
        return emit(.power(register, try append(exponent)))
      }
      return p.isInteger ? wholePower(register, p.numerator) : emit(.halfPower(register, p.numerator))
    case .function(.log, .sum(let terms)):
      if let stable = try logarithmOfExponential(terms) { return stable }
      return emit(.function(.log, try appendSum(terms)))
    case .function(let function, let argument): return emit(.function(function, try append(argument)))
    case .piecewise(let polynomial, let argument):
      return emit(.piecewise(polynomial, try append(argument)))
    }
  }

  /// log(exp(u) − 1) as u + log(1 − exp(−u)), and log(exp(u) + 1) as max(u, 0) + log(1 + exp(−|u|)): from u = 710 on the
  /// exponential overflows, but its logarithm does not.
  private mutating func logarithmOfExponential(_ terms: [Expression]) throws(FormulaError) -> Int? {
    guard terms.count == 2 else { return nil }
    for (term, other) in [(terms[0], terms[1]), (terms[1], terms[0])] {
      guard case .function(.exp, let argument) = term, case .rational(let number) = other,
        number == 1 || number == .minusOne
      else { continue }
      let u = try append(argument)
      let one = emit(.number(1))
      if number == .minusOne {
        let share = emit(.subtract(one, emit(.function(.exp, emit(.negate(u))))))
        return emit(.add(u, emit(.function(.log, share))))
      }
      let size = emit(.function(.abs, u))
      let positive = emit(.multiply(emit(.number(0.5)), emit(.add(u, size))))
      let rest = emit(.add(one, emit(.function(.exp, emit(.negate(size))))))
      return emit(.add(positive, emit(.function(.log, rest))))
    }
    return nil
  }

  private mutating func appendSum(_ terms: [Expression]) throws(FormulaError) -> Int {
    var sum: Int?
    for term in terms {
      if case .product(let factors) = term, factors.count > 1, factors[0] == .rational(.minusOne),
        let left = sum
      {
        sum = emit(.subtract(left, try appendProduct(Array(factors.dropFirst()))))
      } else {
        let right = try append(term)
        sum = sum.map { emit(.add($0, right)) } ?? right
      }
    }
    return sum ?? emit(.number(0))
  }

  private mutating func appendProduct(_ factors: [Expression]) throws(FormulaError) -> Int {
    var product: Int?
    var isNegated = false
    for factor in factors {
      if factor == .rational(.minusOne) {
        isNegated.toggle()
        continue
      }
      if case .power(let base, .rational(.minusOne)) = factor, let left = product {
        product = emit(.divide(left, try append(base)))
      } else {
        let right = try append(factor)
        product = product.map { emit(.multiply($0, right)) } ?? right
      }
    }
    let register = product ?? emit(.number(1))
    return isNegated ? emit(.negate(register)) : register
  }

  /// xⁿ by squaring, in the order in which `KANFormula.wholePower` multiplies, so that both give the same number.
  private mutating func wholePower(_ register: Int, _ exponent: Int) -> Int {
    var result: Int?
    var square = register
    var n = exponent.magnitude
    while n > 0 {
      if n & 1 == 1 { result = result.map { emit(.multiply($0, square)) } ?? square }
      n >>= 1
      if n > 0 { square = emit(.multiply(square, square)) }
    }
    guard let result else { return emit(.number(1)) }
    return exponent < 0 ? emit(.divide(emit(.number(1)), result)) : result
  }

  private mutating func emit(_ instruction: Instruction) -> Int {
    let instruction = folded(instruction).map(Instruction.number) ?? instruction
    if let register = registers[instruction] { return register }
    instructions.append(instruction)
    registers[instruction] = instructions.count - 1
    return instructions.count - 1
  }

  /// The value of a step whose operands are fixed numbers: it is the same in every row. Free constants are not fixed, since they
  /// change from call to call.
  private func folded(_ instruction: Instruction) -> Double? {
    let operands = instruction.operands
    var numbers: [Double] = []
    for operand in operands {
      guard case .number(let number) = instructions[operand] else { return nil }
      numbers.append(number)
    }
    switch instruction {
    case .variable, .freeConstant, .number: return nil
    case .add: return numbers[0] + numbers[1]
    case .subtract: return numbers[0] - numbers[1]
    case .multiply: return numbers[0] * numbers[1]
    case .divide: return numbers[0] / numbers[1]
    case .negate: return -numbers[0]
    case .halfPower(_, let n): return halfPower(numbers[0], n)
    case .power: return realPower(numbers[0], numbers[1])
    case .function(let function, _): return realValue(of: function, at: numbers[0])
    case .piecewise(let polynomial, _): return polynomial.value(at: numbers[0])
    }
  }
}
