import KANFormula

/// An analytic function that an edge of a network may become.
///
/// A symbol is one expression in the variable `x`; evaluation, derivative, printing and code all follow
/// from it. An edge uses a symbol as a·f(b·x + c) + d; `gauge` says which of b and c are redundant.
package struct Symbol: Hashable, Sendable {
  /// The name users type, for example `sin`, `x^2`, `gaussian`.
  package let name: String
  /// The function, in the variable `x`.
  package let expression: FormulaExpression
  /// The arguments for which the function is real, finite and smooth.
  package let domain: Domain
  /// Which of the inner constants b, c the outer constants a, d already absorb.
  package let gauge: Gauge
  /// The price of the function in a description length; 1 for `x`, larger for richer functions.
  package let complexity: Int

  /// Describes a symbol; `expression` uses only the variable `x`.
  package init(
    name: String, expression: Expression, domain: Domain = .everywhere, gauge: Gauge = .free, complexity: Int
  ) {
    self.name = name
    self.expression = expression
    self.domain = domain
    self.gauge = gauge
    self.complexity = complexity
  }
}
