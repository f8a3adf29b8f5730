extension Expression {
  /// Whether the expression has no variable.
  var isNumeric: Bool {
    switch self {
    case .rational, .real, .constant: true
    case .variable: false
    case .sum(let parts), .product(let parts): parts.allSatisfy(\.isNumeric)
    case .power(let base, let exponent): base.isNumeric && exponent.isNumeric
    case .function(_, let argument), .piecewise(_, let argument): argument.isNumeric
    }
  }

  /// Whether a measured constant occurs.
  var containsReal: Bool {
    switch self {
    case .real: true
    case .rational, .constant, .variable: false
    case .sum(let parts), .product(let parts): parts.contains(where: \.containsReal)
    case .power(let base, let exponent): base.containsReal || exponent.containsReal
    case .function(_, let argument), .piecewise(_, let argument): argument.containsReal
    }
  }

  /// The number of measured constants.
  var realCount: Int {
    switch self {
    case .real: 1
    case .rational, .constant, .variable: 0
    case .sum(let parts), .product(let parts): parts.reduce(0) { $0 + $1.realCount }
    case .power(let base, let exponent): base.realCount + exponent.realCount
    case .function(_, let argument), .piecewise(_, let argument): argument.realCount
    }
  }

  /// The value of an expression without variables.
  var numericValue: Double { value(at: [:]) }

  /// Coefficient and rest of a normal term: −2·x·y is (−2, x·y), a number is (number, 1).
  var coefficientAndRest: (coefficient: Coefficient, rest: Expression) {
    if let number = Coefficient(self) { return (number, 1) }
    guard case .product(let factors) = self, let first = factors.first, let number = Coefficient(first) else {
      return (.one, self)
    }
    return (number, factors.count == 2 ? factors[1] : .product(Array(factors.dropFirst())))
  }

  /// Base and exponent of a factor; anything but a power has the exponent 1.
  var baseAndExponent: (base: Expression, exponent: Expression) {
    if case .power(let base, let exponent) = self { (base, exponent) } else { (self, 1) }
  }
}
