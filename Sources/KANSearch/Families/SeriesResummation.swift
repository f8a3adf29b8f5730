import KANFormula

/// Recognises powers by their series: c + a·m + b·m² are the first terms of c·(1 + a·m/(c·p))^p with 1/p = 1 − 2·b·c/a².
///
/// Where a quantity is small, a few terms of its series agree with a law to ten digits and more, and a selection of terms finds
/// those instead of a root or an inverse. The power has one constant fewer, and its residuals are at rounding.
enum SeriesResummation {
  static let name = "series"
  static let summary = "sums that are the first terms of the series of a power are replaced by that power"

  /// The expression with one of its sums replaced by a power, for every sum that may be such a series.
  static func closedForms(of expression: Expression) -> [Expression] {
    switch expression {
    case .sum(let parts):
      power(of: parts).map { [$0] } ?? inside(parts) { .sum($0) }
    case .product(let parts): inside(parts) { .product($0) }
    case .power(let base, let exponent):
      closedForms(of: base).map { .power($0, exponent) }
    case .function(let function, let argument):
      closedForms(of: argument).map { .function(function, $0) }
    default: []
    }
  }

  private static func inside(
    _ parts: [Expression], _ whole: ([Expression]) -> Expression
  ) -> [Expression] {
    parts.indices.flatMap { n in
      closedForms(of: parts[n]).map { closed in
        var copy = parts
        copy[n] = closed
        return whole(copy)
      }
    }
  }

  /// A term as a number times powers of non-numeric factors.
  private struct Term {
    var factor = 1.0
    var powers: [Expression: Rational] = [:]

    init?(_ expression: Expression) {
      let factors: [Expression]
      if case .product(let parts) = expression { factors = parts } else { factors = [expression] }
      for part in factors {
        switch part {
        case .real(let x): factor *= x
        case .rational(let x): factor *= Double(x.numerator) / Double(x.denominator)
        case .product: return nil
        case .power(let base, .rational(let p)):
          guard let sum = (powers[base] ?? 0) + p else { return nil }
          powers[base] = sum
        default:
          guard let sum = (powers[part] ?? 0) + 1 else { return nil }
          powers[part] = sum
        }
      }
    }

    /// Whether the other term is this one's square, apart from its factor.
    func isRoot(of other: Term) -> Bool {
      !powers.isEmpty && powers.count == other.powers.count
        && powers.allSatisfy { other.powers[$0.key] == $0.value + $0.value }
    }
  }

  private static func power(of parts: [Expression]) -> Expression? {
    let terms = parts.map { Term($0) }
    guard let constant = terms.firstIndex(where: { $0?.powers.isEmpty == true }),
      let c = terms[constant]?.factor
    else { return nil }
    for (i, first) in terms.enumerated() {
      guard let first else { continue }
      for (j, second) in terms.enumerated() where j != i {
        guard let second, first.isRoot(of: second), first.factor != 0, c != 0 else { continue }
        let inverse = 1 - 2 * second.factor * c / (first.factor * first.factor)
        // The last of few terms compensates for the missing ones, so p is known only roughly.
        guard let p = Rational(near: 1 / inverse, denominators: [1, 2], within: 0.1), p != 0, p != 1, p != 2
        else { continue }
        let rate = first.factor / c * Double(p.denominator) / Double(p.numerator)
        let rest = Expression.product(
          [.real(rate)]
            + first.powers.sorted { "\($0.key)" < "\($1.key)" }.map { base, q in
              q == 1 ? base : .power(base, .rational(q))
            })
        let closed: Expression = .real(c) * .power(1 + rest, .rational(p))
        let others = parts.indices.filter { $0 != constant && $0 != i && $0 != j }.map { parts[$0] }
        return others.isEmpty ? closed : .sum([closed] + others)
      }
    }
    return nil
  }
}
