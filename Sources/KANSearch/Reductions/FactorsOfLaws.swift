import KANFormula

/// Divides out powers of single inputs that are factors of the laws so far: y = x^p·t(others).
///
/// If the target spans decades, noise hides which inputs are factors: small values are lost in it, and the remaining rows are no
/// longer a product of ranges (`MultiplicativeSeparation`). A wrong law often has the right factors, since they determine most of
/// the target.
struct FactorsOfLaws: Reduction {
  static let name = "factors-of-laws"
  static let summary = "single-input factors of the laws found so far are divided out"

  /// The maximum number of problems from one.
  private static let limit = 3

  func reduce(_ problem: Subproblem, in context: SearchContext) -> [Subproblem] {
    var known: Set<Set<Factor>> = []
    var found: [Subproblem] = []
    for law in context.laws where found.count < Self.limit {
      let factors = factors(of: law, in: problem)
      guard !factors.isEmpty, known.insert(Set(factors)).inserted, let smaller = divided(problem, by: factors)
      else {
        continue
      }
      found.append(smaller)
    }
    return found
  }

  /// A power of a column.
  private struct Factor: Hashable {
    let column: Int
    let exponent: Rational
  }

  /// The powers of single columns in a product, if the rest of it does not depend on the column.
  private func factors(of law: Expression, in problem: Subproblem) -> [Factor] {
    guard case .product(let parts) = law else { return [] }
    return problem.inputs.compactMap { column in
      let own = problem.table.variable(column)
      var exponents: [Rational] = []
      for part in parts where own.variables.contains(where: part.variables.contains) {
        switch part {
        case own: exponents.append(1)
        case .power(own, .rational(let p)): exponents.append(p)
        default: return nil
        }
      }
      return exponents.count == 1 ? Factor(column: column, exponent: exponents[0]) : nil
    }
  }

  private func divided(_ problem: Subproblem, by factors: [Factor]) -> Subproblem? {
    guard factors.count < problem.inputs.count else { return nil }
    var smaller: Subproblem? = problem
    for factor in factors {
      let column = (problem.table.variable(factor.column), problem.table.inputs[factor.column])
      smaller = smaller?.divided(by: column, to: factor.exponent)
    }
    return smaller?.without(factors.map(\.column))
  }
}
