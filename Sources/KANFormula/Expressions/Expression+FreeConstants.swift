extension Expression {
  /// The values of the `.real` leaves, from left to right: the constants that a refinement may change.
  public var freeConstants: [Double] {
    var values: [Double] = []
    forEachLeaf { if case .real(let value) = $0 { values.append(value) } }
    return values
  }

  /// The same tree with its `.real` leaves replaced in the order of `freeConstants`.
  ///
  /// - Parameter values: as many as there are free constants.
  package func replacingFreeConstants(with values: [Double]) -> Expression {
    replacingFreeConstants(with: values.map(Expression.real))
  }

  /// The same tree with its `.real` leaves replaced by expressions, for example by recognised constants, in
  /// the order of `freeConstants`; not simplified.
  ///
  /// - Parameter replacements: as many as there are free constants.
  package func replacingFreeConstants(with replacements: [Expression]) -> Expression {
    var next = 0
    let result = mappingLeaves { leaf in
      guard case .real = leaf else { return leaf }
      precondition(next < replacements.count, "there are more free constants than replacements")
      defer { next += 1 }
      return replacements[next]
    }
    precondition(next == replacements.count, "there are more replacements than free constants")
    return result
  }
}
