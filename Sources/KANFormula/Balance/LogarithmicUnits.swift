/// What the units of logarithms' arguments add to the value of a part: log u for a quantity u·m² is log u + 2·log m.
///
/// The formula means the same in all units if these terms cancel, as in log V₂ − log V₁, or a measured constant with the same
/// factors in front takes them up.
struct LogarithmicUnits {
  /// For each product of variables in front (an empty product for none): the coefficients of log kg, log m, ….
  private var terms: [Expression: [Double]] = [:]
  /// The largest coefficient that went in, to tell what is left from rounding.
  private var size = 0.0

  /// Nothing.
  static let none = LogarithmicUnits()

  /// Coefficients are fitted, each by itself; what is left below this part of them is nothing.
  private static let tolerance = 1e-6

  /// What the logarithm of a quantity adds.
  static func logarithm(of dimension: PhysicalDimension) -> LogarithmicUnits {
    var result = none
    if !dimension.isOne { result.terms[.product([])] = dimension.exponents.map(\.doubleValue) }
    result.size = dimension.exponents.map { abs($0.doubleValue) }.max() ?? 0
    return result
  }

  /// Whether a change of units changes nothing.
  var isNone: Bool {
    terms.values.allSatisfy { $0.allSatisfy { abs($0) <= Self.tolerance * size } }
  }

  /// Adds those of another term of a sum.
  mutating func add(_ other: LogarithmicUnits) {
    terms.merge(other.terms) { zip($0, $1).map(+) }
    size = max(size, other.size)
  }

  /// Those of a part times numbers and the product `variables`.
  func multiplied(by number: Double, _ variables: [Expression]) -> LogarithmicUnits {
    var result = LogarithmicUnits.none
    for (key, values) in terms {
      guard case .product(let factors) = key else { continue }
      result.terms[Self.key(factors + variables)] = values.map { number * $0 }
    }
    result.size = abs(number) * size
    return result
  }

  /// Without what a measured constant in front of `variables` takes up.
  mutating func absorb(before variables: [Expression]) { terms[Self.key(variables)] = nil }

  private static func key(_ factors: [Expression]) -> Expression {
    let printer = TextPrinter()
    return .product(factors.sorted { printer.print($0) < printer.print($1) })
  }
}
