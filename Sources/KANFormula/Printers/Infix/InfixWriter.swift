/// Writes expressions as infix code of some language.
struct InfixWriter<Notation: InfixNotation> {
  let notation: Notation
  /// The names of variables and piecewise polynomials in the code.
  let names: CodeNames

  init(_ notation: Notation, _ names: CodeNames) {
    self.notation = notation
    self.names = names
  }

  /// The expression as code.
  func text(_ expression: Expression) -> String { code(expression).text }

  func code(_ expression: Expression) -> CodeText {
    switch expression {
    case .rational(let value):
      return value.isInteger
        ? CodeText(number: notation.integer(value.numerator)) : notation.fraction(value)
    case .real(let value): return CodeText(number: notation.decimal(value))
    case .constant(let constant): return CodeText(number: notation.constant(constant))
    case .variable(let name): return CodeText(names[name])
    case .sum(let terms): return sum(terms)
    case .product(let factors): return product(factors)
    case .power(let base, let exponent): return power(base, exponent)
    case .function(let function, let argument): return notation.call(function, text(argument))
    case .piecewise(let polynomial, let argument):
      return notation.piecewise(names[polynomial], text(argument))
    }
  }

  private func sum(_ terms: [Expression]) -> CodeText {
    guard let first = terms.first else { return CodeText(notation.integer(0)) }
    if terms.count == 1 { return code(first) }
    let start = first.isSum ? code(first).within(.product) : code(first).text
    return CodeText(
      terms.dropFirst().reduce(start) { text, term in
        term.isWrittenNegative
          ? text + notation.minus + code(-term).within(.product) : text + " + " + code(term).within(.product)
      }, .sum)
  }

  private func product(_ factors: [Expression]) -> CodeText {
    guard let first = factors.first else { return CodeText(notation.integer(1)) }
    if factors.count == 1 { return code(first) }
    if first.isWrittenNegative {
      let positive = -Expression.product(factors)
      if !positive.isWrittenNegative {
        return CodeText(notation.minus.filter { $0 != " " } + code(positive).within(.product), .sum)
      }
    }
    var above: [String] = []
    var below: [String] = []
    var divisor: String?
    for (index, factor) in factors.enumerated() {
      switch factor {
      case .rational(let value) where index == 0:
        if value.numerator != 1 { above.append(notation.integer(value.numerator)) }
        if value.denominator != 1 { divisor = notation.integer(value.denominator) }
      case .power(let base, .rational(let p)) where p < .zero:
        below.append(code(p == .minusOne ? base : .power(base, .rational(-p))).within(.power))
      default: above.append(code(factor).within(index == 0 ? .product : .power))
      }
    }
    // The whole number last: a language with exact fractions must not divide two integers inexactly.
    if let divisor { below.append(divisor) }
    if above.isEmpty { above = [notation.integer(1)] }
    return CodeText(
      ([above.joined(separator: notation.times)] + below).joined(separator: notation.over), .product)
  }

  private func power(_ base: Expression, _ exponent: Expression) -> CodeText {
    if let p = exponent.rationalValue {
      if p == .one { return code(base) }
      if p == .half { return notation.squareRoot(text(base)) }
      if p < .zero {
        let inverse = code(p == .minusOne ? base : .power(base, .rational(-p))).within(.power)
        return CodeText(notation.integer(1) + notation.over + inverse, .product)
      }
    }
    return notation.power(code(base), code(exponent), exponent: exponent)
  }
}
