import KANFormula
import KANNumerics
import RealModule

/// Replaces all inputs by the one product of powers of which the target is a curve: t = F(Πx^p).
///
/// Noise of one size hides the small values of a curve such as 1/(exp(u) + 1), so that their logarithms are meaningless; the
/// exponents are found on the values themselves, with a spline in place of F (`SingleIndexDirection`). The result is a curve of one
/// column.
struct CommonIndex: Reduction {
  static let name = "common-index"
  static let summary = "inputs are replaced by one product of their powers if the target is a function of it"

  /// The number of rows that determine the exponents.
  private static let rows = 600

  func reduce(_ problem: Subproblem, in context: SearchContext) -> [Subproblem] {
    let table = problem.table
    guard problem.inputs.count > 1,
      problem.inputs.allSatisfy({ table.inputs[$0].allSatisfy { $0 > 0 } })
    else { return [] }
    let rows = table.rows(atMost: Self.rows)
    let search = SingleIndexDirection(
      logarithms: problem.inputs.map { i in rows.map { .log(table.inputs[i][$0]) } },
      target: rows.map { problem.values[$0] }, hasPowers: false, weights: rows.map(problem.weight(at:)))
    guard let direction = search.fits(budget: context.budget).first?.direction else { return [] }
    let factors = zip(problem.inputs, direction).filter { $0.1 != 0 }.map { ($0, Int($1)) }
    // A curve of a single input needs no reduction.
    guard factors.count > 1 else { return [] }
    let product = Expression.product(
      factors.map { table.variable($0).raised(to: Rational($1)) })
    let values = table.target.indices.map { s in
      factors.reduce(1.0) { $0 * table.inputs[$1.0][s].wholePower($1.1) }
    }
    guard values.allSatisfy({ $0.isFinite && $0 > 0 }), !values.isNearlyConstant else { return [] }
    return [problem.replacing(problem.inputs, with: product, values)]
  }
}
