/// The kind of a quantity: a product of powers of the SI base quantities; a speed is length¹·time⁻¹.
package struct PhysicalDimension: Hashable, Sendable {
  /// The exponents of kg, m, s, A, K, mol and cd.
  package let exponents: [Rational]

  /// The units to which `exponents` belong.
  package static let baseSymbols = ["kg", "m", "s", "A", "K", "mol", "cd"]

  /// A pure number.
  package static let one = PhysicalDimension(exponents: baseSymbols.map { _ in .zero })

  /// A dimension from one exponent per base quantity.
  package init(exponents: [Rational]) {
    precondition(exponents.count == Self.baseSymbols.count, "a dimension has one exponent a base quantity")
    self.exponents = exponents
  }

  /// A dimension from whole exponents: mass, length, time, current, temperature, amount, luminous intensity.
  ///
  /// Not inlined, because tables with a call in every entry become large.
  @inline(never) init(
    _ mass: Int = 0, _ length: Int = 0, _ time: Int = 0, current: Int = 0, temperature: Int = 0,
    amount: Int = 0,
    intensity: Int = 0
  ) {
    self.init(exponents: [mass, length, time, current, temperature, amount, intensity].map { Rational($0) })
  }

  /// Whether it is a pure number.
  package var isOne: Bool { self == .one }

  /// The dimension of a product; `nil` if exponents overflow.
  package func times(_ other: PhysicalDimension) -> PhysicalDimension? {
    Self.combined(exponents, other.exponents) { $0 + $1 }
  }

  /// The dimension of a power; `nil` if exponents overflow.
  package func power(_ exponent: Rational) -> PhysicalDimension? {
    Self.combined(exponents, exponents) { first, _ in first * exponent }
  }

  private static func combined(
    _ first: [Rational], _ second: [Rational], _ operation: (Rational, Rational) -> Rational?
  ) -> PhysicalDimension? {
    let exponents = zip(first, second).compactMap(operation)
    return exponents.count == first.count ? PhysicalDimension(exponents: exponents) : nil
  }
}

extension PhysicalDimension: CustomStringConvertible {
  /// The dimension in base units: `kg·m^2/s^2`, `1/s`, `1` for a pure number.
  package var description: String {
    func text(_ symbol: String, _ power: Rational) -> String {
      if power == .one { return symbol }
      return power.isInteger ? "\(symbol)^\(power)" : "\(symbol)^(\(power))"
    }
    let parts = zip(Self.baseSymbols, exponents)
    let above = parts.filter { $0.1 > .zero }.map { text($0.0, $0.1) }
    let below = parts.filter { $0.1 < .zero }.map { text($0.0, -$0.1) }
    let numerator = above.isEmpty ? "1" : above.joined(separator: "·")
    return below.isEmpty ? numerator : "\(numerator)/" + below.joined(separator: "/")
  }
}
