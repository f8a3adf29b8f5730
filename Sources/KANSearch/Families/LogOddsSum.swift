import KANFormula
import KANSymbolic

/// Laws whose log-odds are a sum of functions of single inputs and of products of two.
struct LogOddsSum: LawFamily {
  static let name = "log-odds-sums"
  static let summary = "log-odds are a sum of functions of single inputs and of products of two"
  static let tier = FamilyTier.common
  static let likelihood = Likelihood.bernoulli

  var settings = LogOddsSelection.Settings()

  /// The laws with one to many terms, shortest first.
  func candidates(for problem: Subproblem, in context: SearchContext) -> [Expression] {
    guard context.likelihood == Self.likelihood else { return [] }
    return LogOddsSelection(problem.table, inputs: problem.inputs, in: context, settings: settings).laws()
  }
}
