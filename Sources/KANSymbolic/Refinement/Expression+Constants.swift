import KANFormula

extension Expression {
  /// The expression with some of its free constants, counted from left to right, replaced by expressions.
  func replacingFreeConstants(_ replacement: (Int) -> Expression?) -> Expression {
    var index = 0
    return replacingReals { value in
      defer { index += 1 }
      return replacement(index) ?? .real(value)
    }
  }

  private func replacingReals(_ transform: (Double) -> Expression) -> Expression {
    switch self {
    case .real(let value): transform(value)
    case .rational, .constant, .variable: self
    case .sum(let terms): .sum(terms.map { $0.replacingReals(transform) })
    case .product(let factors): .product(factors.map { $0.replacingReals(transform) })
    case .power(let base, let exponent):
      .power(base.replacingReals(transform), exponent.replacingReals(transform))
    case .function(let function, let argument): .function(function, argument.replacingReals(transform))
    }
  }
}
