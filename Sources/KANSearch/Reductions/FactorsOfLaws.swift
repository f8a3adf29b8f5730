import KANFormula

/// Divides out factors of the laws so far: powers of single inputs, y = x^p·t(others), and products of several inputs without measured
/// constants, y = x·z/(x + z)·t(others).
///
/// If the target spans decades, noise hides which inputs are factors: small values are lost in it, and the remaining rows are no
/// longer a product of ranges (`MultiplicativeSeparation`). A wrong law often has the right factors, since they determine most of
/// the target.
struct FactorsOfLaws: Reduction {
  static let name = "factors-of-laws"
  static let summary = "factors of the laws found so far are divided out"

  /// The maximum number of problems from one.
  private static let limit = 4
  /// The complexity from which a factor of several inputs is not believed to be one of the target.
  private static let longest = 12

  func reduce(_ problem: Subproblem, in context: SearchContext) -> [Subproblem] {
    var known: Set<Set<Factor>> = [[]]
    var found: [Subproblem] = []
    for law in context.laws where found.count < Self.limit {
      guard case .product(let parts) = law else { continue }
      let powers = powers(in: parts, of: problem)
      for factors in [powers, powers + products(in: parts, of: problem)]
      where known.insert(Set(factors)).inserted && found.count < Self.limit {
        if let smaller = divided(problem, by: factors) { found.append(smaller) }
      }
    }
    return found
  }

  /// A power of a column, or a product of functions of several.
  private struct Factor: Hashable {
    let columns: [Int]
    let base: Expression
    let exponent: Rational
  }

  /// The powers of single columns in a product, if no other part of it depends on the column.
  private func powers(in parts: [Expression], of problem: Subproblem) -> [Factor] {
    problem.inputs.compactMap { column in
      let own = problem.table.variable(column)
      var exponents: [Rational] = []
      for part in parts where own.variables.contains(where: part.variables.contains) {
        switch part {
        case own: exponents.append(1)
        case .power(own, .rational(let p)): exponents.append(p)
        default: return nil
        }
      }
      return exponents.count == 1 ? Factor(columns: [column], base: own, exponent: exponents[0]) : nil
    }
  }

  /// The parts of a product that depend on several columns without measured constants, if no other part depends on these columns.
  private func products(in parts: [Expression], of problem: Subproblem) -> [Factor] {
    Self.connected(parts.filter { !$0.variables.isEmpty }).compactMap { group in
      let product = group.count == 1 ? group[0] : Expression.product(group)
      let variables = Set(product.variables)
      let columns = problem.inputs.filter {
        !variables.isDisjoint(with: problem.table.variable($0).variables)
      }
      guard columns.count > 1, product.freeConstants.isEmpty, product.complexity < Self.longest,
        columns.allSatisfy({ variables.isSuperset(of: problem.table.variable($0).variables) })
      else { return nil }
      return Factor(columns: columns, base: product, exponent: 1)
    }
  }

  /// Groups of parts that share inputs, directly or through other parts.
  private static func connected(_ parts: [Expression]) -> [[Expression]] {
    var groups: [[Expression]] = []
    for part in parts {
      let isNeighbour = { (group: [Expression]) in
        group.contains { !Set($0.variables).isDisjoint(with: part.variables) }
      }
      groups = groups.filter { !isNeighbour($0) } + [groups.filter(isNeighbour).flatMap { $0 } + [part]]
    }
    return groups
  }

  private func divided(_ problem: Subproblem, by factors: [Factor]) -> Subproblem? {
    let columns = factors.flatMap(\.columns)
    guard columns.count < problem.inputs.count else { return nil }
    var smaller: Subproblem? = problem
    for factor in factors {
      guard let values = values(of: factor, in: problem.table) else { return nil }
      smaller = smaller?.divided(by: (factor.base, values), to: factor.exponent)
    }
    return smaller?.without(columns)
  }

  private func values(of factor: Factor, in table: FeatureTable) -> [Double]? {
    factor.columns.count == 1 ? table.inputs[factor.columns[0]] : table.values(of: factor.base)
  }
}
