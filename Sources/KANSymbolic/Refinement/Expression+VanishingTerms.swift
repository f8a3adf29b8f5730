import KANFormula

extension Expression {
  /// The expression without the terms of sums, with measured constants, that are lost in the rounding of the other terms on every row.
  ///
  /// A fit can move a curve out of the range of the data: what is left is a term such as 5·10¹¹·exp(−1.6·10¹¹·(x − 10¹¹)²), which is zero in
  /// every row.
  func withoutVanishingTerms(on columns: [[Double]], names: [String]) -> Expression {
    func kept(_ expression: Expression) -> Expression {
      switch expression {
      case .rational, .real, .constant, .variable: return expression
      case .power(let base, let exponent): return .power(kept(base), kept(exponent))
      case .function(let function, let argument): return .function(function, kept(argument))
      case .piecewise(let polynomial, let argument): return .piecewise(polynomial, kept(argument))
      case .product(let factors): return .product(factors.map(kept))
      case .sum(let terms):
        let sizes = terms.map { largest($0) }
        let whole = sizes.reduce(0, max)
        guard whole.isFinite, whole > 0 else { return .sum(terms.map(kept)) }
        let standing = zip(terms, sizes).filter { term, size in
          size > Self.lost * whole || term.freeConstants.isEmpty
        }.map { kept($0.0) }
        return standing.count == 1 ? standing[0] : .sum(standing)
      }
    }
    func largest(_ term: Expression) -> Double {
      let values = (try? CompiledExpression(term, variables: names))?.values(columns) ?? []
      return values.reduce(0.0) { $1.isFinite ? max($0, $1.magnitude) : .infinity }
    }
    return freeConstants.isEmpty ? self : kept(self)
  }

  /// The share of a sum below which a term is within its rounding.
  private static let lost = 1e-16
}
