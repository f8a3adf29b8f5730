extension Program {
  /// All expressions, steps first.
  var allExpressions: [Expression] { (steps + outputs).map(\.expression) }

  /// The piecewise polynomials that occur, each once, in order of appearance.
  var piecewisePolynomials: [PiecewisePolynomial] {
    var seen: Set<PiecewisePolynomial> = []
    var result: [PiecewisePolynomial] = []
    forEachNode { node in
      if case .piecewise(let polynomial, _) = node, seen.insert(polynomial).inserted {
        result.append(polynomial)
      }
    }
    return result
  }

  /// Whether an elementary function occurs.
  func uses(_ function: ElementaryFunction) -> Bool {
    var isUsed = false
    forEachNode { if case .function(function, _) = $0 { isUsed = true } }
    return isUsed
  }

  /// Visits every node of every expression.
  func forEachNode(_ visit: (Expression) -> Void) {
    for expression in allExpressions { expression.forEachNode(visit) }
  }
}
