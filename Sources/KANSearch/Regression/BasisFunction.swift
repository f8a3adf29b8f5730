import KANFormula

/// An element of the terms of a law: an input, or a function of one or two inputs.
struct BasisFunction: Sendable {
  /// A power in which it may occur, and its price in the library.
  struct Power: Sendable {
    let exponent: Rational
    let price: Int
  }

  let expression: Expression
  let powers: [Power]
  /// Whether it is zero on a row of the table.
  let hasZero: Bool
  /// The number of its rows.
  let count: Int
  /// Its value on a row. Libraries have thousands of atoms and use few of them, so values are computed on demand.
  private let row: @Sendable (Int) -> Double

  /// The atom with the powers that its values allow: roots where it is positive, inverses where it has no zero.
  init(_ expression: Expression, _ values: [Double], prices: [(numerator: Int, denominator: Int, price: Int)])
  {
    self.init(
      expression, rows: values.count, isPositive: values.allSatisfy { $0 > 0 }, hasZero: values.contains(0),
      prices: prices, value: { values[$0] })
  }

  /// The same for an atom with values of known signs, which need not be computed.
  ///
  /// - Parameters:
  ///   - rows: The number of rows.
  ///   - isPositive: Whether all values are positive; may be `false` if no root is among the prices.
  ///   - hasZero: Whether one is zero.
  ///   - value: The value on a row.
  init(
    _ expression: Expression, rows: Int, isPositive: Bool, hasZero: Bool,
    prices: [(numerator: Int, denominator: Int, price: Int)], value: @escaping @Sendable (Int) -> Double
  ) {
    (self.expression, self.hasZero, count, row) = (expression, hasZero, rows, value)
    powers = prices.compactMap { numerator, denominator, price in
      guard isPositive || denominator == 1, !hasZero || numerator > 0,
        let exponent = Rational(numerator, denominator)
      else { return nil }
      return Power(exponent: exponent, price: price)
    }
  }

  /// The value on a row.
  func value(at row: Int) -> Double { self.row(row) }

  /// The values on all rows, computed anew.
  var values: [Double] { (0..<count).map(row) }

  /// Whether all values are positive; computed anew.
  var isPositive: Bool { (0..<count).allSatisfy { row($0) > 0 } }

  /// values^exponent.
  func raised(to exponent: Rational) -> [Double] { Self.raised(values, to: exponent) }

  /// The same for given values.
  static func raised(_ values: [Double], to exponent: Rational) -> [Double] {
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
    BasisFunction(
      expression: expression, powers: powers, hasZero: hasZero, count: rows.count,
      row: { [row] in row(rows[$0]) })
  }

  private init(
    expression: Expression, powers: [Power], hasZero: Bool, count: Int,
    row: @escaping @Sendable (Int) -> Double
  ) {
    (self.expression, self.powers, self.hasZero) = (expression, powers, hasZero)
    (self.count, self.row) = (count, row)
  }
}
