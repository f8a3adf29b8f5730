/// Squares and products of sums, expanded and completed.
extension Simplifier {
  /// The maximum number of terms in which squares are looked for.
  private static let mostTerms = 24

  /// x² − 2·x·y + y² + … with all its squares completed, and a·x² + b·x as a·(x + b/2a)² if the constants that this introduces
  /// cancel, or if more than one variable gets a square.
  func completedSquares(in expression: Expression) -> [Expression] {
    var result: [Expression] = []
    for form in [expression, expanded(expression)].compactMap({ $0 }) {
      guard case .sum(let terms) = form, terms.count <= Self.mostTerms else { continue }
      var squares = form
      while case .sum(let own) = squares, let next = squared(own, atMost: Self.mostTerms) { squares = next }
      if squares != form { result.append(squares) }
      if let completed = withCompletedQuadratics(terms) { result.append(completed) }
    }
    return result
  }

  private func withCompletedQuadratics(_ terms: [Expression]) -> Expression? {
    var rest = terms
    var squares: [Expression] = []
    for name in Expression.sum(terms).variables {
      let x = Expression.variable(name)
      // Every term that contains x must be a·x² or b·x.
      let own = rest.filter { $0.variables.contains(name) }
      guard own.count == 2,
        let square = own.first(where: { $0.coefficientAndRest.rest == .power(x, 2) }),
        let line = own.first(where: { $0.coefficientAndRest.rest == x }),
        case .exact(let a) = square.coefficientAndRest.coefficient,
        case .exact(let b) = line.coefficientAndRest.coefficient,
        let ratio = b / a, let shift = ratio * .half, let area = shift * shift, let constant = a * area
      else { continue }
      rest.removeAll { own.contains($0) }
      squares.append(product([.rational(a), power(sum([x, .rational(shift)]), 2)]))
      rest.append(.rational(-constant))
    }
    guard !squares.isEmpty else { return nil }
    let remaining = sum(rest)
    let leavesNumber = remaining.flatTerms.contains { $0.isNumeric && $0 != 0 }
    return leavesNumber && squares.count == 1 ? nil : sum([remaining] + squares)
  }

  /// The sum with one of its terms multiplied out, for each term where this is possible.
  func singleExpansions(of expression: Expression) -> [Expression] {
    guard case .sum(let terms) = expression, terms.count <= Self.mostTerms else { return [] }
    return terms.indices.compactMap { index in
      guard let parts = expandedTerms(terms[index]), parts.count > 1 else { return nil }
      return sum(terms.removing([index]) + parts)
    }
  }
}
