import KANFormula

/// The form of a law that was found in one experiment, with its numbers as constants that may differ in others.
struct FormSkeleton: Hashable {
  /// The form; constants are variables under their names.
  let expression: Expression
  /// The names of the constants.
  let constants: [String]
  /// Their values in the law.
  let values: [Double]

  static func == (a: FormSkeleton, b: FormSkeleton) -> Bool { a.expression == b.expression }
  func hash(into hasher: inout Hasher) { hasher.combine(expression) }

  /// The possible forms of a law: with its measured numbers free, and also with exact numbers other than exponents free, which may
  /// be exact in one experiment by chance.
  static func all(of law: Expression, columns: [String]) -> [FormSkeleton] {
    let measured = FormSkeleton(law, columns: columns)
    let released = FormSkeleton(law.releasingFactors, columns: columns)
    return measured == released ? [measured] : [measured, released]
  }

  private init(_ law: Expression, columns: [String]) {
    // No column may have the name of a constant.
    var stem = "c"
    while columns.contains(where: { $0.hasPrefix(stem) && Int($0.dropFirst(stem.count)) != nil }) {
      stem += "_"
    }
    values = law.freeConstants
    constants = values.indices.map { "\(stem)\($0 + 1)" }
    expression = law.replacingFreeConstants(with: constants.map(Expression.variable))
  }
}

extension Expression {
  /// Exact fractions other than ±1 as measured numbers; exponents are kept.
  fileprivate var releasingFactors: Expression {
    switch self {
    case .rational(let value): value.magnitude == .one || value == .zero ? self : .real(value.doubleValue)
    case .real, .constant, .variable: self
    case .sum(let terms): .sum(terms.map(\.releasingFactors))
    case .product(let factors): .product(factors.map(\.releasingFactors)).mergingNumbers
    case .power(let base, let exponent): .power(base.releasingFactors, exponent)
    case .function(let function, let argument): .function(function, argument.releasingFactors)
    case .piecewise(let polynomial, let argument): .piecewise(polynomial, argument.releasingFactors)
    }
  }

  /// A product with its plain numbers merged.
  private var mergingNumbers: Expression {
    guard case .product(let factors) = self else { return self }
    var number = 1.0
    var others: [Expression] = []
    var count = 0
    for factor in factors {
      if case .real(let value) = factor {
        number *= value
        count += 1
      } else {
        others.append(factor)
      }
    }
    guard count > 1 else { return self }
    return others.isEmpty ? .real(number) : .product([.real(number)] + others)
  }
}
