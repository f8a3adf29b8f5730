/// Removal of redundant measured constants: if two of them act only through one number, one is removed.
extension Simplifier {
  /// The number that is taken out of a sum inside a product, a power, a logarithm or an absolute value.
  ///
  /// For exact sums it is their content (6x + 4y = 2·(3x + 2y)) with the leading sign. For sums with measured coefficients it is
  /// the leading one, so that the leading term gets the coefficient 1, but only if the number of measured constants does not grow:
  /// all coefficients are measured, or all but one and there is another measured factor outside. A constant term never leads.
  ///
  /// - Parameters:
  ///   - terms: a normal sum.
  ///   - besideReal: whether a measured factor outside can absorb the number.
  ///   - signMayLeave: whether a minus sign may also be taken out.
  /// - Returns: the number and what remains, or `nil` if the number is 1.
  func leadingFactor(
    of terms: [Expression], besideReal: Bool, signMayLeave: Bool
  ) -> (factor: Coefficient, rest: Expression)? {
    let parts = terms.map(\.coefficientAndRest)
    let measured = parts.count { $0.coefficient.isReal }
    var factor: Coefficient
    if measured > 0, measured == parts.count || besideReal && measured + 1 == parts.count {
      factor = leader(of: parts)
    } else {
      factor = content(of: parts)
      if parts[0].coefficient.isNegative { factor = factor.negated }
    }
    if !signMayLeave { factor = factor.magnitude }
    if factor == .one || factor.isZero || !factor.value.isFinite { return nil }
    let divided = parts.map { part in
      let quotient = part.coefficient / factor
      return quotient == .one ? part.rest : product([quotient.expression, part.rest])
    }
    return (factor, sum(divided))
  }

  /// The exact coefficient, if a variable term has one; else the first that is not negligible.
  private func leader(of parts: [(coefficient: Coefficient, rest: Expression)]) -> Coefficient {
    let variable = parts.filter { !$0.rest.isNumeric }
    if let exact = variable.first(where: { !$0.coefficient.isReal }) { return exact.coefficient }
    let largest = variable.map { $0.coefficient.value.magnitude }.max() ?? 1
    return variable.first { $0.coefficient.value.magnitude >= 1e-6 * largest }?.coefficient ?? .one
  }

  /// The greatest common divisor of the exact coefficients, as a fraction.
  func content(of parts: [(coefficient: Coefficient, rest: Expression)]) -> Coefficient {
    var numerator = 0
    var denominator = 1
    for case .exact(let value) in parts.map(\.coefficient) {
      numerator =
        numerator == 0 ? value.numerator : Rational.greatestCommonDivisor(numerator, value.numerator)
      let step = value.denominator / Rational.greatestCommonDivisor(denominator, value.denominator)
      let (product, overflow) = denominator.multipliedReportingOverflow(by: step)
      if overflow { return .one }
      denominator = product
    }
    return Rational(Swift.abs(numerator), denominator).map { $0 == .zero ? .one : .exact($0) } ?? .one
  }

  /// Splits off the measured constant of a sum: u + c is (u, c).
  func measuredShift(of expression: Expression) -> (rest: Expression, shift: Double)? {
    guard case .sum(let terms) = expression, case .real(let shift)? = terms.last else { return nil }
    return (terms.count == 2 ? terms[0] : .sum(Array(terms.dropLast())), shift)
  }

  /// Whether the leading coefficient of `expression` is negative.
  func isLedByMinus(_ expression: Expression) -> Bool {
    if case .sum(let terms) = expression { return terms.first?.isWrittenNegative ?? false }
    return expression.isWrittenNegative
  }
}
