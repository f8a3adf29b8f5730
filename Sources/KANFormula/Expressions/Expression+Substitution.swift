extension Expression {
  /// The names of the variables, sorted, each once.
  public var variables: [String] {
    var names: Set<String> = []
    forEachLeaf { if case .variable(let name) = $0 { names.insert(name) } }
    return names.sorted()
  }

  /// The expression with variables replaced simultaneously; not simplified.
  ///
  /// - Parameter replacements: The expression that stands in for each variable, by its name; other variables remain.
  public func substituting(_ replacements: [String: FormulaExpression]) -> FormulaExpression {
    mappingLeaves { leaf in
      if case .variable(let name) = leaf { replacements[name] ?? leaf } else { leaf }
    }
  }

  /// The same tree with its leaves transformed, from left to right.
  package func mappingLeaves(_ transform: (Expression) -> Expression) -> Expression {
    switch self {
    case .rational, .real, .constant, .variable: return transform(self)
    case .sum(let parts): return .sum(parts.map { $0.mappingLeaves(transform) })
    case .product(let parts): return .product(parts.map { $0.mappingLeaves(transform) })
    case .power(let base, let exponent):
      let newBase = base.mappingLeaves(transform)
      return .power(newBase, exponent.mappingLeaves(transform))
    case .function(let function, let argument): return .function(function, argument.mappingLeaves(transform))
    case .piecewise(let polynomial, let argument):
      return .piecewise(polynomial, argument.mappingLeaves(transform))
    }
  }
}
