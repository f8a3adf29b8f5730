import RealModule

extension Formula {
  /// One standard error of the formula's value at every row, from the errors of its constants and their
  /// correlations to first order.
  ///
  /// It contains only the uncertainty of the constants, not the scatter of single measurements about the law.
  ///
  /// - Parameter columns: One column for every entry of `variables`, in that order, all of the same length.
  /// - Returns: One error per row, in the unit of the output; `nil` if there is no free constant, or if errors or
  /// correlations of the free constants are not known.
  /// - Throws: An error if the expression uses another variable.
  public func standardErrors(_ columns: [[Double]]) throws -> [Double]? {
    let count = expression.freeConstants.count
    let errors = constants.prefix(count).compactMap(\.standardError)
    guard count > 0, errors.count == count, count == 1 || correlation.count == count else { return nil }
    let compiled = try CompiledExpression(expression, variables: variables.map(\.name))
    let slopes = compiled.valuesAndConstantDerivatives(columns, constants: compiled.freeConstants).jacobian
    return (slopes.first ?? []).indices.map { s in
      var variance = 0.0
      for a in 0..<count {
        for b in 0..<count {
          let r = a == b ? 1 : correlation[a][b]
          variance += r * errors[a] * errors[b] * slopes[a][s] * slopes[b][s]
        }
      }
      return max(0, variance).squareRoot()
    }
  }
}
