import KANFormula

extension Expression {
  /// This expression of one variable, whatever its name, with `argument` in its place.
  func applied(to argument: Expression) -> Expression {
    switch self {
    case .variable: argument
    case .sum(let terms): .sum(terms.map { $0.applied(to: argument) })
    case .product(let factors): .product(factors.map { $0.applied(to: argument) })
    case .power(let base, let exponent): .power(base.applied(to: argument), exponent.applied(to: argument))
    case .function(let function, let inner): .function(function, inner.applied(to: argument))
    case .rational, .real, .constant: self
    }
  }
}
