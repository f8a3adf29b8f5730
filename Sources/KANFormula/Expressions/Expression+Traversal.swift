extension Expression {
  /// Visits numbers, constants and variables from left to right.
  package func forEachLeaf(_ visit: (Expression) -> Void) {
    switch self {
    case .rational, .real, .constant, .variable: visit(self)
    case .sum(let parts), .product(let parts): for part in parts { part.forEachLeaf(visit) }
    case .power(let base, let exponent):
      base.forEachLeaf(visit)
      exponent.forEachLeaf(visit)
    case .function(_, let argument), .piecewise(_, let argument): argument.forEachLeaf(visit)
    }
  }

  /// Visits every node, parents before their children, from left to right.
  package func forEachNode(_ visit: (Expression) -> Void) {
    visit(self)
    switch self {
    case .rational, .real, .constant, .variable: break
    case .sum(let parts), .product(let parts): for part in parts { part.forEachNode(visit) }
    case .power(let base, let exponent):
      base.forEachNode(visit)
      exponent.forEachNode(visit)
    case .function(_, let argument), .piecewise(_, let argument): argument.forEachNode(visit)
    }
  }

  /// The elementary functions that occur.
  package var elementaryFunctions: Set<ElementaryFunction> {
    var functions: Set<ElementaryFunction> = []
    forEachNode { if case .function(let function, _) = $0 { functions.insert(function) } }
    return functions
  }

  /// Whether a sine, cosine or tangent occurs.
  package var hasWaves: Bool { elementaryFunctions.contains(where: \.isPeriodic) }
}
