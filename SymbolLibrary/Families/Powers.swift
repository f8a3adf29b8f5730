import KANFormula

extension SymbolCatalog {
  /// Powers of x. The rate is equivalent to a factor in front: (b·x)ⁿ = bⁿ·xⁿ.
  static let powers: [Symbol] = [
    Symbol(name: "x", expression: x, gauge: .bothAbsorbed, complexity: 1),
    Symbol(name: "x^2", expression: x.pow(2), gauge: .rateAbsorbed, complexity: 2),
    Symbol(name: "x^3", expression: x.pow(3), gauge: .rateAbsorbed, complexity: 3),
    Symbol(name: "x^4", expression: x.pow(4), gauge: .rateAbsorbed, complexity: 4),
    Symbol(name: "x^5", expression: x.pow(5), gauge: .rateAbsorbed, complexity: 5),
    Symbol(name: "1/x", expression: x.pow(-1), domain: .nonZero, gauge: .rateAbsorbed, complexity: 2),
    Symbol(name: "1/x^2", expression: x.pow(-2), domain: .nonZero, gauge: .rateAbsorbed, complexity: 3),
    Symbol(name: "1/x^3", expression: x.pow(-3), domain: .nonZero, gauge: .rateAbsorbed, complexity: 4),
    Symbol(name: "1/x^4", expression: x.pow(-4), domain: .nonZero, gauge: .rateAbsorbed, complexity: 5),
    Symbol(name: "1/x^5", expression: x.pow(-5), domain: .nonZero, gauge: .rateAbsorbed, complexity: 6),
    // Real powers need a positive argument: the sign of the rate is kept, its size is absorbed.
    Symbol(
      name: "sqrt", expression: x.sqrt(), domain: .nonNegative, gauge: .rateAbsorbed, complexity: 2),
    Symbol(
      name: "x^1.5", expression: power(3, 2), domain: .nonNegative, gauge: .rateAbsorbed, complexity: 3),
    Symbol(name: "1/sqrt", expression: power(-1, 2), domain: .positive, gauge: .rateAbsorbed, complexity: 3),
  ]

  private static func power(_ numerator: Int, _ denominator: Int) -> Expression {
    x.pow(Rational(numerator, denominator).map(Expression.rational) ?? 1)
  }
}
