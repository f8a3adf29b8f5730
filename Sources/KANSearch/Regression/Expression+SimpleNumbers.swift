import KANFormula

extension Expression {
  /// The expression with every measured constant that lies near a simple number as that number: if a fit ends just outside a
  /// function's domain, like 1.0001·sin x inside an arcsine, the number may lie on its edge.
  ///
  /// - Parameter share: The tolerance, relative to the constant.
  func withSimpleNumbers(within share: Double = 0.01) -> Expression {
    replacingFreeConstants(
      with: freeConstants.map { constant -> Expression in
        Rational(near: constant, denominators: [1, 2, 3, 4, 5, 10], within: share * constant.magnitude)
          .map(Expression.rational) ?? .real(constant)
      })
  }
}
