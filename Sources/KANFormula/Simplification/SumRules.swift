/// Sums: flat, like terms collected, the constant last.
extension Simplifier {
  /// The sum of normal terms, in normal form.
  func sum(_ input: [Expression]) -> Expression {
    var pending = input
    for _ in 0..<8 {
      var collector = TermCollector()
      for term in pending { collector.add(term) }
      var terms: [Expression] = []
      var isSettled = true
      for group in collector.groups {
        if group.parts.count == 1 {
          terms.append(group.parts[0].original)
          continue
        }
        for term in merged(group) {
          isSettled = isSettled && !term.isSum
          terms.append(term)
        }
      }
      isSettled = applyTrigonometricSums(&terms) && isSettled
      pending = terms
      if isSettled { break }
    }
    let terms = pending.filter { $0 != 0 }.sorted { Expression.orderOfTerms($0, $1) < 0 }
    return terms.isEmpty ? 0 : terms.count == 1 ? terms[0] : .sum(terms)
  }

  /// The terms of a group with equal non-numeric parts: one if a measured coefficient is among them, else one for every exact
  /// irrational factor (2·x + π·x stays).
  private func merged(_ group: TermCollector.Group) -> [Expression] {
    if group.parts.contains(where: { $0.coefficient.isReal }) {
      let total = group.parts.reduce(0) { $0 + $1.coefficient.value * $1.number.numericValue }
      return total.isFinite
        ? [product([Coefficient.measured(total).expression, group.rest])] : group.parts.map(\.original)
    }
    var numbers: [Expression] = []
    var totals: [Expression: Coefficient] = [:]
    for part in group.parts {
      if totals[part.number] == nil { numbers.append(part.number) }
      totals[part.number] = (totals[part.number] ?? .zero) + part.coefficient
    }
    return numbers.compactMap { number in
      guard let total = totals[number], !total.isZero else { return nil }
      return product([total.expression, number, group.rest])
    }
  }
}

/// Groups terms by their non-numeric parts.
private struct TermCollector {
  struct Part {
    let original: Expression
    let coefficient: Coefficient
    /// The exact irrational factor, 1 if there is none.
    let number: Expression
  }
  struct Group {
    let rest: Expression
    var parts: [Part]
  }

  private(set) var groups: [Group] = []
  private var indices: [Expression: Int] = [:]

  mutating func add(_ term: Expression) {
    if case .sum(let parts) = term {
      for part in parts { add(part) }
      return
    }
    let (coefficient, tail) = term.coefficientAndRest
    if coefficient.isZero { return }
    let factors = tail == 1 ? [] : tail.flatFactors
    let number = TermCollector.product(factors.filter(\.isNumeric))
    let rest = TermCollector.product(factors.filter { !$0.isNumeric })
    let part = Part(original: term, coefficient: coefficient, number: number)
    if let known = indices[rest] {
      groups[known].parts.append(part)
    } else {
      indices[rest] = groups.count
      groups.append(Group(rest: rest, parts: [part]))
    }
  }

  private static func product(_ factors: [Expression]) -> Expression {
    factors.isEmpty ? 1 : factors.count == 1 ? factors[0] : .product(factors)
  }
}
