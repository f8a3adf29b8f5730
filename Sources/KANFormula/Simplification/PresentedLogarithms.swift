/// Logarithms in customary notation: one of a product rather than a sum of many.
extension Simplifier {
  /// log 2 + log x + 2·log y as log(2·x·y²), if that is shorter.
  func joiningLogarithms(_ terms: [Expression]) -> [Expression] {
    let own = terms.indices.filter { logarithm(terms[$0]) != nil }
    let parts = own.compactMap { logarithm(terms[$0]) }
    guard own.count > 1 else { return terms }
    let content = content(of: parts.map { (.exact($0.factor), .log($0.argument)) })
    guard case .exact(let divisor) = content else { return terms }
    let sign: Rational = parts[0].factor < .zero && parts.allSatisfy { $0.factor < .zero } ? .minusOne : .one
    var best = terms
    var length = Expression.sum(terms.map(presented)).complexity
    // In a fixed order, since two forms may be equally long: the powers inside as small as possible first.
    for scale in divisor == .one ? [.one] : [divisor, .one] {
      guard let signed = scale * sign, let joined = joined(parts, dividedBy: signed) else { continue }
      var form = terms
      for index in own.dropFirst().reversed() { form.remove(at: index) }
      form[own[0]] = joined
      let ownLength = form.count == 1 ? joined.complexity : Expression.sum(form.map(presented)).complexity
      if ownLength < length { (best, length) = (form, ownLength) }
    }
    return best
  }

  /// 2·log|x| as log(x²).
  func evenLogarithm(_ term: Expression) -> Expression? {
    guard case (.exact(let factor), .function(.log, .function(.abs, let u))) = term.coefficientAndRest,
      factor.isInteger, factor.numerator % 2 == 0, factor > .zero
    else { return nil }
    return .function(.log, presented(power(u, .rational(factor))))
  }

  private func logarithm(_ term: Expression) -> (factor: Rational, argument: Expression)? {
    guard case (.exact(let factor), .function(.log, let argument)) = term.coefficientAndRest else {
      return nil
    }
    return (factor, argument)
  }

  /// scale·log of the product of the arguments, each raised to its factor over `scale`; `nil` if a power is not whole.
  private func joined(
    _ parts: [(factor: Rational, argument: Expression)], dividedBy scale: Rational
  ) -> Expression? {
    var factors: [Expression] = []
    for part in parts {
      guard let p = part.factor / scale, p.isInteger, p.magnitude <= 4 else { return nil }
      factors.append(power(part.argument, .rational(p)))
    }
    let joined = Expression.function(.log, presented(product(factors)))
    return scale == .one ? joined : .product([.rational(scale), joined])
  }
}
