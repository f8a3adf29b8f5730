/// A closed-form expression in named variables.
///
/// Numbers come in three kinds with different meanings: `rational` and `constant` are exact and never change, `real` is a measured
/// constant that a refinement may change and that a recognition step may later replace by an exact one. The free constants of an
/// expression are its `real` leaves, counted from left to right.
///
/// There is no subtraction, division or root: a − b is `sum([a, product([-1, b])])`, a/b is
/// `product([a, power(b, -1)])`, √a is `power(a, 1/2)`. Printers turn these back into what people write.
public indirect enum FormulaExpression: Hashable, Sendable {
  /// An exact fraction.
  case rational(Rational)
  /// A measured constant, free in a refinement.
  case real(Double)
  /// An exact constant with a name, such as π.
  case constant(NamedConstant)
  /// An input, by its name in the user's table.
  case variable(String)
  /// A sum of terms.
  case sum([FormulaExpression])
  /// A product of factors.
  case product([FormulaExpression])
  /// A base raised to an exponent; real-valued, NaN outside the real domain.
  case power(FormulaExpression, FormulaExpression)
  /// An elementary function of one argument.
  case function(ElementaryFunction, FormulaExpression)
  /// A piecewise polynomial of one argument: an edge that remained a spline. Its numbers are part of the function, not free constants.
  case piecewise(PiecewisePolynomial, FormulaExpression)
}

/// The short names that this package uses. Programs that also import Foundation see only the long ones, so that nothing clashes
/// with `Foundation.Expression`.
package typealias Expression = FormulaExpression
package typealias Rational = FormulaExpression.Rational
package typealias NamedConstant = FormulaExpression.NamedConstant
package typealias ElementaryFunction = FormulaExpression.ElementaryFunction
package typealias PiecewisePolynomial = FormulaExpression.PiecewisePolynomial
