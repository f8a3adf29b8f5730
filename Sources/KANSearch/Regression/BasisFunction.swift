import KANFormula

/// A quantity of the table that the terms of a law are made of: an input, or a function of one or two of them.
struct BasisFunction: Sendable {
  /// A power in which it may occur, and what that costs in a library ordered by price.
  struct Power: Sendable {
    let exponent: Rational
    let price: Int
  }

  let expression: Expression
  let values: [Double]
  let powers: [Power]

  /// The atom with the powers that its values allow: roots where it is positive, inverses where it has no zero.
  init(_ expression: Expression, _ values: [Double], prices: [(numerator: Int, denominator: Int, price: Int)])
  {
    self.expression = expression
    self.values = values
    let isPositive = values.allSatisfy { $0 > 0 }
    let hasZero = values.contains(0)
    powers = prices.compactMap { numerator, denominator, price in
      guard isPositive || denominator == 1, !hasZero || numerator > 0,
        let exponent = Rational(numerator, denominator)
      else { return nil }
      return Power(exponent: exponent, price: price)
    }
  }

  /// values^exponent.
  func raised(to exponent: Rational) -> [Double] {
    let (p, q) = (exponent.numerator, exponent.denominator)
    return q == 1
      ? values.map { $0.wholePower(p) }
      : q == 2 ? values.map { $0.squareRoot().wholePower(p) } : values.map { $0.realPower(exponent) }
  }

  /// expression^exponent.
  func expression(to exponent: Rational) -> Expression {
    exponent == 1 ? expression : .power(expression, .rational(exponent))
  }
}

extension BasisFunction {
  /// The same atom on some of the rows.
  func selecting(_ rows: [Int]) -> BasisFunction {
    BasisFunction(expression: expression, values: rows.map { values[$0] }, powers: powers)
  }

  private init(expression: Expression, values: [Double], powers: [Power]) {
    self.expression = expression
    self.values = values
    self.powers = powers
  }
}
