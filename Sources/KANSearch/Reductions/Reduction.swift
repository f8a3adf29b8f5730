/// A method that reduces a problem to a smaller one with fewer inputs or a simpler target; the subproblem contains the inverse
/// transformation.
///
/// A reduction need not be certain. A law found for the smaller problem is verified on the rows of the whole one, so a wrong
/// reduction costs time but does no harm.
protocol Reduction: Sendable {
  /// The name by which `--without` leaves it out.
  static var name: String { get }
  /// A description of the reduction for a list.
  static var summary: String { get }

  init()

  /// The smaller problems, the most convincing first; none if it does not apply.
  func reduce(_ problem: Subproblem, in context: SearchContext) -> [Subproblem]
}

extension SearchContext {
  /// The smaller problems of a reduction, none if it is left out.
  func reduce<R: Reduction>(_ problem: Subproblem, by reduction: R) -> [Subproblem] {
    methods.contains(R.name) && !budget.isExhausted ? reduction.reduce(problem, in: self) : []
  }
}
