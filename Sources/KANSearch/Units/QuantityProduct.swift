import KANFormula

/// A product of powers of quantities, each a column or a constant of nature.
struct QuantityProduct: Sendable {
  let factors: [(quantity: Expression, power: Rational)]

  init(_ quantities: [Expression], _ powers: [Rational]) {
    factors = zip(quantities, powers).filter { $0.1 != .zero }.map { (quantity: $0.0, power: $0.1) }
  }

  /// The product as an expression.
  var expression: Expression {
    .product(factors.map { $0.power == .one ? $0.quantity : .power($0.quantity, .rational($0.power)) })
  }

  /// The product in customary notation: `v/c`, `m·v^2/E`.
  var name: String {
    factors.isEmpty ? "1" : TextPrinter().print(expression.simplified())
  }

  /// The same as a number that does not depend on the units of the columns: `12.96*g*h/v^2` for h in m and v in km/h.
  ///
  /// - Parameter reference: The factor of the unit in which the product is measured, that of the target for its scale.
  func name(in units: [String: PhysicalUnit], over reference: Double = 1) -> String {
    let factor = factors.reduce(1 / reference) { product, factor in
      let name: String? =
        switch factor.quantity {
        case .variable(let name): name
        case .constant(let constant): constant.name
        default: nil
        }
      return product * (name.flatMap { units[$0]?.factor } ?? 1).realPower(factor.power)
    }
    guard abs(factor - 1) > Self.rounding else { return name }
    let number = factor.decimalText(digits: 8)
    return factors.isEmpty ? number : "\(number)*\(name)"
  }

  /// Factors that differ by less are equal.
  private static let rounding = 1e-12

  /// The product in every row, with the `columns` of the quantities by name; `nil` unless finite everywhere.
  func values(_ columns: [[Double]], names: [String], count: Int) -> [Double]? {
    guard let compiled = try? CompiledExpression(expression, variables: names) else { return nil }
    let values = factors.isEmpty ? [Double](repeating: 1, count: count) : compiled.values(columns)
    return values.allSatisfy { $0.isFinite } ? values : nil
  }
}
