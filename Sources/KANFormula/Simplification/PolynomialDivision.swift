/// Division of sums by sums without remainder.
extension Simplifier {
  /// (x² − 1)/(x − 1) as x + 1: for sums in numerator and denominator of which one divides the other.
  func withoutCommonSum(_ expression: Expression) -> Expression? {
    let factors = expression.flatFactors
    for (i, above) in factors.enumerated() {
      guard case (.sum(let numerator), .rational(let p)) = above.baseAndExponent, p.isInteger, p > .zero
      else {
        continue
      }
      for (j, below) in factors.enumerated() {
        guard case (.sum(let denominator), .rational(let q)) = below.baseAndExponent, q.isInteger, q < .zero
        else { continue }
        let others = factors.removing([i, j])
        let pair = [
          power(.sum(numerator), .rational(p)), power(.sum(denominator), .rational(q)),
        ]
        if let quotient = quotient(numerator, denominator) {
          let one = [quotient, power(.sum(numerator), -1), .sum(denominator)]
          return product(others + pair + one)
        }
        if let quotient = quotient(denominator, numerator) {
          let one = [power(quotient, -1), power(.sum(numerator), -1), .sum(denominator)]
          return product(others + pair + one)
        }
      }
    }
    return nil
  }

  /// The quotient of normal sums with exact coefficients, by division of leading terms; `nil` if there is a remainder.
  private func quotient(_ numerator: [Expression], _ denominator: [Expression]) -> Expression? {
    guard numerator.count <= 12, denominator.count <= 6, let leader = denominator.first,
      !(numerator + denominator).contains(where: \.containsReal)
    else { return nil }
    let divisor = power(leader, -1)
    var rest = Expression.sum(numerator)
    var quotient: [Expression] = []
    for _ in 0..<12 {
      let term = product([rest.flatTerms[0], divisor])
      guard !term.flatFactors.contains(where: \.isDenominator) else { return nil }
      quotient.append(term)
      rest = sum([rest] + denominator.map { product([-1, term, $0]) })
      if rest == 0 { return sum(quotient) }
      if rest.flatTerms.count > 16 { return nil }
    }
    return nil
  }
}
