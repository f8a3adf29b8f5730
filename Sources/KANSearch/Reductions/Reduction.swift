/// A way to make a smaller problem of a problem: fewer inputs, or a simpler target, with the way back in the subproblem.
///
/// A reduction need not be sure. What is found for the smaller problem is verified on the rows of the whole one, so a wrong
/// one costs time and no truth.
protocol Reduction: Sendable {
  /// The name by which `--without` leaves it out.
  static var name: String { get }
  /// What it does, as part of a list.
  static var summary: String { get }

  init()

  /// The smaller problems, the most convincing first; none where it does not apply.
  func reduce(_ problem: Subproblem, in context: SearchContext) -> [Subproblem]
}

extension SearchContext {
  /// The smaller problems of a reduction, none if it is left out.
  func reduce<R: Reduction>(_ problem: Subproblem, by reduction: R) -> [Subproblem] {
    methods.contains(R.name) && !budget.isExhausted ? reduction.reduce(problem, in: self) : []
  }
}
