import KANFormula
import KANSymbolic

/// Laws of few inputs whose log-odds are a sum of a few functions and products of two, with measured constants inside: sin(c·x)·y,
/// peaks with free places and widths, x² + y² with one coefficient.
///
/// `LogOddsSum` grows one long sum whatever the number of inputs; this family compares many short ones by description length, with
/// beams that become wider until one finds nothing shorter or the budget is spent.
struct CurvedLogOdds: LawFamily {
  static let name = "log-odds-curves"
  static let summary =
    "log-odds of few inputs are a short sum of functions and their products, with measured constants inside"
  static let tier = FamilyTier.common
  static let likelihood = Likelihood.bernoulli
  /// Wide beams would take all that is left of the work.
  static let largestShare: Double? = 0.05

  /// The number of inputs above which there are too many products.
  static let inputs = 8
  /// The widths of successive beams.
  var widths = [4, 8, 16, 32, 64]
  /// The number of successive beams without a shorter description after which none is wider.
  var patience = 1

  /// The shortest laws, and the shortest with each number of constants.
  func candidates(for problem: Subproblem, in context: SearchContext) -> [Expression] {
    guard context.likelihood == Self.likelihood, problem.inputs.count <= Self.inputs,
      let first = LogOddsBeam(problem.table, inputs: problem.inputs, in: context)
    else { return [] }
    var found = LogOddsBeam.Found()
    var idle = 0
    for width in widths where idle < patience && !context.budget.isExhausted {
      let before = found.shortest
      first.widened(to: width).run(addingTo: &found)
      idle = found.shortest < before - LogOddsBeam.Settings().leastGain ? 0 : idle + 1
    }
    return found.laws
  }
}
