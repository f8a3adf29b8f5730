import KANFormula

/// Laws in parts of the laws so far, for the target without their factors, and in combinations of two inputs, if no law is exact or
/// within the noise.
///
/// A law that comes near often has the right parts, such as the cosine of an interference, in a wrong combination. With the parts
/// as columns, one linear selection may give the true law.
struct RecombinationStage: SearchStage {
  static let name = "recombination"
  static let summary = "combinations of parts of the laws found so far, and of quantities of two inputs"

  /// The numbers on which decisions depend.
  private struct Limits {
    /// The number of rounds: the best laws of one give the parts of the next.
    var rounds = 2
    /// The number of laws whose parts are used, of the shortest and of those that no simpler one approaches.
    var laws = 3
    /// The number of pairs of inputs that are merged in succession, and of problems that are kept after each.
    var mergings = 2
    var mergedProblems = 2
    /// The number of problems whose proposals are compared before laws are made of them.
    var together = 4
    /// The share of the whole budget that it may use, and the share that it reserves for networks.
    var share = 0.15
    var reserve = 0.3
  }

  private let limits = Limits()

  func isNeeded(after outcome: SearchOutcome) -> Bool { outcome == .open || outcome == .noiseSuspected }

  func advance(_ archive: inout LawArchive, in session: SearchSession) -> SearchOutcome {
    guard !archive.leavesWrittenDigits else { return archive.outcome(session.budget) }
    session.report(phase: "combining parts of the laws found so far", step: archive.attempts.count)
    session.reserving(limits.reserve, taking: limits.share) { session in
      let forms = NoisyForms(session)
      var tried: Set<Question> = []
      for round in 0..<limits.rounds where isNeeded(after: archive.outcome(session.budget)) {
        let shortest = archive.best?.length.total ?? .infinity
        // The problem without the factors of a law is the smallest, and is searched completely first.
        for breadth in [Look.Breadth.powers, .functions] {
          look(breadth, forms, &tried, &archive, session) { $0.reduce(forms.root, by: FactorsOfLaws()) }
        }
        for breadth in [Look.Breadth.powers, .functions] {
          look(breadth, forms, &tried, &archive, session) {
            problems(forms.root, isFirst: round == 0, in: $0)
          }
        }
        guard (archive.best?.length.total ?? .infinity) < shortest else { break }
      }
    }
    return archive.outcome(session.budget)
  }

  /// The key of an examined problem: columns, factors divided out, and breadth.
  private struct Question: Hashable {
    let columns: Set<Expression>
    let factor: Expression
    let breadth: Look.Breadth
  }

  /// Examines all new problems, a few at a time, until a law is good enough.
  private func look(
    _ breadth: Look.Breadth, _ forms: NoisyForms, _ tried: inout Set<Question>,
    _ archive: inout LawArchive, _ session: SearchSession, of problems: (SearchContext) -> [Subproblem]
  ) {
    let look = Look(breadth: breadth, isThorough: true, weighting: .absoluteNoise)
    let context = session.context.looking(look).knowing(laws(archive))
    let problems = problems(context).filter { problem in
      let columns = Set(problem.inputs.map(problem.table.variable))
      return tried.insert(Question(columns: columns, factor: problem.factor, breadth: breadth)).inserted
    }
    for first in stride(from: 0, to: problems.count, by: limits.together)
    where isNeeded(after: archive.outcome(session.budget)) {
      let some = Array(problems[first..<min(problems.count, first + limits.together)])
      // Curves are cheap if one column is left.
      let (curves, others) = (some.filter { $0.inputs.count == 1 }, some.filter { $0.inputs.count != 1 })
      forms.add(
        forms.proposals(for: curves, of: [.curves, .common, .rare], in: context)
          + forms.proposals(for: others, of: [.common, .rare], in: context), to: &archive)
    }
  }

  /// The reductions of the whole problem, with and without the factors of single inputs.
  private func problems(_ root: Subproblem, isFirst: Bool, in context: SearchContext) -> [Subproblem] {
    let factored = context.reduce(root, by: FactorsOfLaws())
    let separated = context.reduce(root, by: MultiplicativeSeparation()) + [root]
    let ofParts = (separated + factored).flatMap { context.reduce($0, by: LawParts()) }
    guard isFirst else { return ofParts }
    return (separated + factored).flatMap { context.reduce($0, by: CommonIndex()) } + ofParts
      + merged(separated, in: context)
      + separated.flatMap { context.reduce($0, by: AngleSubstitution()) }
  }

  /// The laws whose parts are used: the shortest, and those that no simpler one approaches.
  private func laws(_ archive: LawArchive) -> [Expression] {
    let laws = archive.laws.filter { !$0.expression.variables.isEmpty }
    let front = LawFront(laws.map { ($0.expression.complexity, $0.error) }).points.map { laws[$0.place] }
    let chosen = laws.sorted { $0.length < $1.length }.prefix(limits.laws) + front.suffix(limits.laws)
    return chosen.map(\.expression).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }

  /// The problems after merging one pair of coordinates, and two, without their factors.
  private func merged(_ problems: [Subproblem], in context: SearchContext) -> [Subproblem] {
    var (all, wider): ([Subproblem], [Subproblem]) = ([], problems)
    for _ in 0..<limits.mergings where !context.budget.isExhausted {
      wider = PairMerging().reduce(wider, limit: limits.mergedProblems, in: context).map {
        context.reduce($0, by: MultiplicativeSeparation()).first ?? $0
      }
      all += wider
    }
    return all
  }
}
