/// The addition theorem of tanh.
extension Simplifier {
  /// tanh(±artanh a ± artanh b …): the addition theorem turns it into an algebraic fraction.
  func hyperbolicTangent(of u: Expression) -> Expression {
    let plain = Expression.function(.tanh, u)
    if case .function(.artanh, let v) = u { return v }
    var arguments: [Expression] = []
    for term in u.flatTerms {
      let (coefficient, rest) = term.coefficientAndRest
      guard case .function(.artanh, let v) = rest, case .exact(let times) = coefficient, times.isInteger,
        times.magnitude <= 3
      else { return plain }
      let signed = times < .zero ? negated(v) : v
      arguments += [Expression](repeating: signed, count: Int(times.numerator.magnitude))
    }
    guard let first = arguments.first, arguments.count <= 4 else { return plain }
    // (n/d ⊕ v) = (n + v·d)/(d + v·n)
    var (numerator, denominator) = (first, Expression.rational(.one))
    for v in arguments.dropFirst() {
      (numerator, denominator) = (
        sum([numerator, product([v, denominator])]), sum([denominator, product([v, numerator])])
      )
    }
    return product([numerator, power(denominator, -1)])
  }
}
