/// The contributions of the units of logarithms' arguments to the value of a part: log u for a quantity u·m² is log u + 2·log m.
///
/// The formula means the same in all units if these terms cancel, as in log V₂ − log V₁, or if a measured constant with the same
/// factors in front absorbs them.
struct LogarithmicUnits {
  /// For each product of variables in front (an empty product for none): the coefficients of log kg, log m, ….
  private var terms: [Expression: [Double]] = [:]
  /// The largest coefficient so far, to distinguish remainders from rounding.
  private var size = 0.0

  /// No contributions.
  static let none = LogarithmicUnits()

  /// Coefficients are fitted separately; a remainder below this fraction of them counts as zero.
  private static let tolerance = 1e-6

  /// The contribution of the logarithm of a quantity.
  static func logarithm(of dimension: PhysicalDimension) -> LogarithmicUnits {
    var result = none
    if !dimension.isOne { result.terms[.product([])] = dimension.exponents.map(\.doubleValue) }
    result.size = dimension.exponents.map { abs($0.doubleValue) }.max() ?? 0
    return result
  }

  /// Whether a change of units has no effect.
  var isNone: Bool {
    terms.values.allSatisfy { $0.allSatisfy { abs($0) <= Self.tolerance * size } }
  }

  /// Adds the contributions of another term of a sum.
  mutating func add(_ other: LogarithmicUnits) {
    terms.merge(other.terms) { zip($0, $1).map(+) }
    size = max(size, other.size)
  }

  /// The contributions of a part times numbers and the product `variables`.
  func multiplied(by number: Double, _ variables: [Expression]) -> LogarithmicUnits {
    var result = LogarithmicUnits.none
    for (key, values) in terms {
      guard case .product(let factors) = key else { continue }
      result.terms[Self.key(factors + variables)] = values.map { number * $0 }
    }
    result.size = abs(number) * size
    return result
  }

  /// Removes the contributions that a measured constant in front of `variables` absorbs.
  mutating func absorb(before variables: [Expression]) { terms[Self.key(variables)] = nil }

  private static func key(_ factors: [Expression]) -> Expression {
    let printer = TextPrinter()
    return .product(factors.sorted { printer.print($0) < printer.print($1) })
  }
}
