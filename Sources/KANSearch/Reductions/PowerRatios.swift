import KANFormula

/// The products of powers by which the terms of a law differ: those of x₀ − x₀·x₁/x₂ + x₀·x₁²/x₂² differ by powers of x₁/x₂.
///
/// Such a sum is often the beginning of a series in this ratio.
enum PowerRatios {
  /// The number of terms beyond which an expanded law is not informative.
  private static let largestCount = 40
  /// The maximum number of ratios of a law.
  private static let limit = 3

  /// The ratios of two or more factors, each up to a power, those that occur in most terms first.
  static func all(of law: Expression) -> [Expression] {
    guard let terms = terms(of: law), terms.count > 1 else { return [] }
    var counts: [(ratio: [Expression: Rational], count: Int)] = []
    for (n, term) in terms.enumerated() {
      for other in terms[..<n] {
        guard let ratio = primitive(quotient(term, other)), ratio.count > 1 else { continue }
        if let place = counts.firstIndex(where: { $0.ratio == ratio }) {
          counts[place].count += 1
        } else {
          counts.append((ratio, 1))
        }
      }
    }
    return counts.enumerated().sorted { ($1.element.count, $0.offset) < ($0.element.count, $1.offset) }
      .prefix(limit).map { expression(of: $0.element.ratio) }
  }

  /// The exponents of the factors of every term, after products of sums were multiplied out; `nil` if there are too many.
  private static func terms(of law: Expression) -> [[Expression: Rational]]? {
    switch law {
    case .rational, .real, .constant: return [[:]]
    case .sum(let parts):
      var all: [[Expression: Rational]] = []
      for part in parts {
        guard let own = terms(of: part), all.count + own.count <= largestCount else { return nil }
        all += own.filter { !all.contains($0) }
      }
      return all
    case .product(let factors):
      var all: [[Expression: Rational]] = [[:]]
      for factor in factors {
        guard let own = terms(of: factor), all.count * own.count <= largestCount else { return nil }
        all = all.flatMap { left in own.compactMap { product(left, $0) } }
      }
      return all
    case .power(let base, .rational(let exponent)):
      guard let own = terms(of: base), own.count == 1 else { return [[law: 1]] }
      var raised: [Expression: Rational] = [:]
      for (factor, power) in own[0] {
        guard let power = power * exponent else { return nil }
        raised[factor] = power
      }
      return [raised]
    case .variable, .power, .function, .piecewise: return [[law: 1]]
    }
  }

  private static func product(
    _ a: [Expression: Rational], _ b: [Expression: Rational]
  ) -> [Expression: Rational]? {
    var result = a
    for (factor, exponent) in b {
      guard let sum = result[factor, default: 0] + exponent else { return nil }
      result[factor] = sum == 0 ? nil : sum
    }
    return result
  }

  private static func quotient(
    _ a: [Expression: Rational], _ b: [Expression: Rational]
  ) -> [Expression: Rational]? { product(a, b.mapValues { -$0 }) }

  /// The ratio of which a quotient is a power: whole exponents without a common divisor, the first in the order of names positive.
  private static func primitive(_ quotient: [Expression: Rational]?) -> [Expression: Rational]? {
    guard let quotient, let first = quotient.keys.min(by: { "\($0)" < "\($1)" }),
      let sign = quotient[first].map({ $0 < 0 ? -1 : 1 })
    else { return nil }
    let denominator = quotient.values.reduce(1) { $0 * $1.denominator }
    let whole = quotient.mapValues { sign * $0.numerator * (denominator / $0.denominator) }
    let divisor = whole.values.reduce(0) { Rational.greatestCommonDivisor($0, $1) }
    return divisor > 0 ? whole.mapValues { Rational($0 / divisor) } : nil
  }

  private static func expression(of ratio: [Expression: Rational]) -> Expression {
    .product(
      ratio.sorted { "\($0.key)" < "\($1.key)" }.map { factor, exponent in
        exponent == 1 ? factor : .power(factor, .rational(exponent))
      })
  }
}
