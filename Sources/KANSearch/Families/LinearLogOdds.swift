import KANFormula
import KANSymbolic

/// Logistic regression: log-odds linear in one input, and in all of them.
struct LinearLogOdds: LawFamily {
  static let name = "logistic-regression"
  static let summary = "log-odds are linear in one input, or in all of them"
  static let tier = FamilyTier.common
  static let likelihood = Likelihood.bernoulli
  static let proposesReferences = true

  /// The number of single inputs that are proposed: those of the highest likelihood.
  var lines = 3
  /// Steps of Fisher scoring that a fit may take; it converges quadratically, so this is ample.
  var steps = 25

  func candidates(for problem: Subproblem, in context: SearchContext) -> [Expression] {
    guard context.likelihood == Self.likelihood, let empty = LogOddsModel(problem.table) else { return [] }
    let terms = problem.inputs.map {
      LogOddsModel.Term(expression: problem.table.variable($0), values: problem.table.inputs[$0])
    }
    let single = context.map(terms) { empty.adding($0, steps: steps, $1.budget) }.compactMap { $0 }
    var all: LogOddsModel? = empty
    for term in terms { all = all?.adding(term, steps: steps, context.budget) ?? all }
    let best = single.sorted { $0.misfit < $1.misfit }.prefix(lines).map(\.expression)
    return best + (terms.count > 1 ? [all?.expression].compactMap { $0 } : [])
  }
}
