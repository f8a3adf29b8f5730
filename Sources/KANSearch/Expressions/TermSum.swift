import KANFormula

/// A sum Σ aᵢ·Tᵢ of trees with its fitted coefficients on the rows of a search.
struct TermSum: Sendable {
  /// A tree of the sum, without its coefficient; its inner constants have their fitted values.
  struct Term: Sendable, Hashable {
    let expression: Expression
    let cost: Int
    /// Its number of constants, the coefficient included.
    var constants: Int { expression.freeConstants.count + 1 }
  }

  let terms: [Term]
  let coefficients: [Double]
  /// The weighted residual, and its square.
  let residual: [Double]
  let square: Double
  /// Orthonormal vectors that span the weighted terms and their derivatives with respect to inner constants: the contribution of a
  /// further term is its part orthogonal to them.
  let span: [[Double]]

  /// The sum as an expression with free coefficients and inner constants.
  var expression: Expression {
    .sum(zip(coefficients, terms).map { .product([.real($0), $1.expression]) })
  }

  /// The terms without the values of their constants, in any order.
  var form: Set<Expression> { Set(terms.map { $0.expression.form }) }

  /// The number of constants.
  var constantCount: Int { terms.reduce(0) { $0 + $1.constants } }
  /// Whether a term has an inner constant.
  var hasInnerConstants: Bool { constantCount > terms.count }
  var cost: Int { terms.reduce(0) { $0 + $1.cost } }
}
