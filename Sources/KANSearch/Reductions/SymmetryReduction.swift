/// Rewrites a problem in what a smooth network of it notices: differences, ratios, sums of squares, what is left without factors.
///
/// Each symmetry that is used was verified on rows kept back (`SymmetryChain`), under a share of the budget.
struct SymmetryReduction: Reduction {
  static let name = "symmetries"
  static let summary = "symmetries of a trained network, verified on rows kept back, take inputs away"

  /// The numbers that decide.
  struct Settings: Sendable {
    /// The share of what is left of the budget.
    var share = 0.4
    /// Inputs beyond which networks cost more than they tell, and rows below which they tell nothing.
    var (inputs, leastRows) = (9, 150)
    /// Problems that are handed back: the smallest, and those before its last steps.
    var problems = 3
    /// Where everything random of the networks starts.
    var seed: UInt64 = 1
    /// How the networks are trained: with less than where their symmetries are all that is asked for.
    var training = SurrogateTrainer.Settings.quick
  }

  var settings = Settings()

  func reduce(_ problem: Subproblem, in context: SearchContext) -> [Subproblem] {
    outcome(of: problem, in: context).map(problems) ?? []
  }

  /// What the chain of symmetries comes to; `nil` where none is certain.
  func outcome(of problem: Subproblem, in context: SearchContext) -> SymmetryChain.Outcome? {
    guard (2...settings.inputs).contains(problem.inputs.count), problem.values.count >= settings.leastRows,
      context.likelihood == .gaussian
    else { return nil }
    let budget = context.budget.share(settings.share)
    defer { context.budget.absorb(budget) }
    let own = context.spending(budget)
    var chain = SymmetryChain(context: own, seed: settings.seed)
    chain.training = settings.training
    let separated = own.reduce(problem, by: MultiplicativeSeparation(isCautious: true)).first
    guard let outcome = chain.run(problem, separated: separated), outcome.error <= chain.largestError,
      !outcome.steps.isEmpty
    else { return nil }
    return outcome
  }

  /// The problems that a chain leaves, the smallest first.
  func problems(_ outcome: SymmetryChain.Outcome) -> [Subproblem] {
    outcome.steps.reversed().prefix(settings.problems).map(\.after)
  }
}
