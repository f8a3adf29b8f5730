import KANFormula

extension Expression {
  /// The law with exponents whose denominator exceeds 2 rounded to integers, and to halves; empty if there are no such exponents.
  var withPlainExponents: [Expression] {
    let forms = [1, 2].map(roundingExponents(toPartsOf:)).filter { $0 != self && !$0.variables.isEmpty }
    return forms.first == forms.last ? Array(forms.prefix(1)) : forms
  }

  private func roundingExponents(toPartsOf denominator: Int) -> Expression {
    switch self {
    case .rational, .real, .constant, .variable, .piecewise: return self
    case .sum(let parts): return .sum(parts.map { $0.roundingExponents(toPartsOf: denominator) })
    case .product(let parts): return .product(parts.map { $0.roundingExponents(toPartsOf: denominator) })
    case .function(let function, let argument):
      return .function(function, argument.roundingExponents(toPartsOf: denominator))
    case .power(let base, let exponent):
      let base = base.roundingExponents(toPartsOf: denominator)
      guard case .rational(let p) = exponent, p.denominator > 2,
        let plain = Rational(
          Int((p.doubleValue * Double(denominator)).rounded()), denominator)
      else { return .power(base, exponent) }
      return plain == .zero ? 1 : plain == .one ? base : .power(base, .rational(plain))
    }
  }
}
