import KANFormula

/// A sum Σ aᵢ·Tᵢ of trees at its best coefficients on the rows of a search.
struct TermSum: Sendable {
  /// A tree of the sum, without its coefficient; constants inside it stand at their best values.
  struct Term: Sendable, Hashable {
    let expression: Expression
    let cost: Int
    /// Its number of constants, the coefficient included.
    var constants: Int { expression.freeConstants.count + 1 }
  }

  let terms: [Term]
  let coefficients: [Double]
  /// What the sum leaves of the target, weighted, and its square.
  let residual: [Double]
  let square: Double
  /// Orthonormal vectors that span the weighted terms, and how they change with the constants inside: what a further term
  /// brings is what none of them says.
  let span: [[Double]]

  /// The sum as an expression whose coefficients and inner constants may move.
  var expression: Expression {
    .sum(zip(coefficients, terms).map { .product([.real($0), $1.expression]) })
  }

  /// The terms but for the values of their constants, whatever their order.
  var form: Set<Expression> { Set(terms.map { $0.expression.form }) }

  /// The number of constants.
  var constantCount: Int { terms.reduce(0) { $0 + $1.constants } }
  /// Whether a term has a constant inside.
  var hasInnerConstants: Bool { constantCount > terms.count }
  var cost: Int { terms.reduce(0) { $0 + $1.cost } }
}
