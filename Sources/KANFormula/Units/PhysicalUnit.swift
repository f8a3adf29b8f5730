/// A unit of measurement: its dimension and its size in SI base units.
public struct PhysicalUnit: Hashable, Sendable {
  /// The unit as it was written.
  public let symbol: String
  /// The kind of quantity.
  package let dimension: PhysicalDimension
  /// The unit in SI base units: 1000 for km.
  public let factor: Double

  /// A unit from its parts.
  package init(symbol: String, dimension: PhysicalDimension, factor: Double = 1) {
    self.symbol = symbol
    self.dimension = dimension
    self.factor = factor
  }

  /// Reads `kg`, `m/s`, `kg m^2 s^-2`, `J/(kg*K)`, `1/cm`, fractional powers such as `Hz^(1/2)`, or
  /// `1` for a pure number.
  ///
  /// Names are those of the SI with its prefixes, and some that are used beside it (eV, bar, L, min, h, d, deg, %).
  /// Blanks, `*` and `·` multiply; `/` divides by the next factor only; `m3` and `s-1` are `m^3` and `s^-1`.
  ///
  /// - Parameter text: The unit, at most 200 characters long, with exponents up to 99.
  /// - Throws: An error with the position, counted from 1, for an unknown name, a malformed exponent, an unbalanced
  /// bracket or an unexpected end, and one for a text that is too long.
  public init(parsing text: String) throws {
    var parser = try UnitParser(text)
    let (dimension, factor) = try parser.unit()
    self.init(symbol: text.trimmingBlanks, dimension: dimension, factor: factor)
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
  }
}
