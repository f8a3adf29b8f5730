extension Formula {
  /// The same with its named constants replaced by their values, as free constants with their errors: for notations that show
  /// numbers, and for code.
  package var withNumbers: Formula {
    let known = Dictionary(
      constants.compactMap { constant in constant.name.map { ($0, constant) } },
      uniquingKeysWith: { first, _ in first })
    guard !known.isEmpty else { return self }
    var result = self
    var places: [Formula.Constant] = []
    result.expression = expression.mappingLeaves { leaf in
      guard case .constant(let constant) = leaf, var fitted = known[constant.name] else { return leaf }
      fitted.name = nil
      places.append(fitted)
      return .real(fitted.value)
    }
    result.constants = places
    result.correlation = []
    return result
  }
}
