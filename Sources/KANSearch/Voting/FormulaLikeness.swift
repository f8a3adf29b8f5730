import KANFormula

/// Whether two formulas are the same law: the same form, with constants that differ by no more than their errors.
package struct FormulaLikeness {
  /// A formula without its numbers: coefficients become placeholders, exact exponents are kept.
  private struct Skeleton {
    let form: Expression
    /// The numbers in the order of their placeholders, with their standard errors; exact ones have none.
    let numbers: [(value: Double, error: Double)]

    init(_ formula: Formula) {
      var next = formula.constants.makeIterator()
      var numbers: [(value: Double, error: Double)] = []
      func walk(_ e: Expression) -> Expression {
        switch e {
        case .rational(let number):
          numbers.append((number.doubleValue, 0))
          return .real(0)
        case .constant(let constant):
          numbers.append((constant.value, 0))
          return .real(0)
        case .real(let value):
          numbers.append((value, next.next()?.standardError ?? 0))
          return .real(0)
        case .variable: return e
        // An exact 1 may come first, whereas a measured constant comes last.
        case .sum(let parts):
          return .sum((parts.filter { !$0.isNumber } + parts.filter(\.isNumber)).map(walk))
        case .product(let parts): return .product(parts.map(walk))
        case .power(let base, let exponent):
          let inner = walk(base)
          if case .rational = exponent { return .power(inner, exponent) }
          return .power(inner, walk(exponent))
        case .function(let function, let argument): return .function(function, walk(argument))
        case .piecewise(let polynomial, let argument): return .piecewise(polynomial, walk(argument))
        }
      }
      form = walk(formula.expression)
      self.numbers = numbers
    }
  }

  /// The number of standard errors of the difference within which two constants agree.
  private static let standardErrors = 3.0

  /// Whether the forms are the same and every constant agrees within its errors.
  package static func agree(_ a: Formula, _ b: Formula) -> Bool {
    let (first, second) = (Skeleton(a), Skeleton(b))
    guard first.form == second.form, first.numbers.count == second.numbers.count else { return false }
    return zip(first.numbers, second.numbers).allSatisfy { x, y in
      let error = (x.error * x.error + y.error * y.error).squareRoot()
      return abs(x.value - y.value) <= max(standardErrors * error, 1e-9 * abs(x.value))
    }
  }
}

extension Expression {
  /// Whether the expression is a number that may be measured or exact in a law.
  fileprivate var isNumber: Bool {
    switch self {
    case .rational, .real, .constant: true
    default: false
    }
  }
}
