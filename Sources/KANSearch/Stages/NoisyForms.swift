import KANFormula
import KANNumerics
import KANSymbolic
import RealModule

/// Looks for laws of a target that carries noise: the families over a problem and what it reduces to, their proposals ranked by
/// description length.
///
/// Powers imitate other functions to within noise, so many proposals are seen before one is chosen; and where the target spans
/// decades, noise of one size and noise that is a share of every value are asked for.
struct NoisyForms {
  /// A law at its best constants.
  struct Proposal: Sendable {
    let expression: Expression
    let origin: String
    let weighting: Weighting
    let length: Double
    /// What of the length the residuals take.
    let misfit: Double
  }

  /// The numbers that decide.
  private struct Limits {
    /// Rows of the table, and those that proposals are refined on.
    var rows = 4_000
    var refiningRows = 2_000
    /// Proposals that become laws.
    var laws = 4
    /// Beside them, the most accurate of those that are shown because no simpler one comes as near, and the share of the error that they leave of the
    /// one before.
    var shown = 8
    var worthShowing = 0.9
    /// √(mean square residual) over the spread above which an expression is no law of any kind: half of the variance is unexplained.
    var largestError = 0.7
    /// The same above which what it leaves is not taken for noise that others would leave as well.
    var largestNoise = 0.3
    /// The factor between small and large values of the target, the quantiles of these shares, from which their noise may differ.
    var decades = 10.0
    var (small, large) = (0.05, 0.95)
    /// Operations on one row that making laws of the best proposals may take where the search has to end: about a second.
    var lastWork = 2_000_000_000
  }

  private let limits = Limits()
  private let session: SearchSession
  private let refiner: ExpressionRefiner
  /// The whole problem.
  let root: Subproblem
  /// What the noise may be.
  private let weightings: [Weighting]

  init(_ session: SearchSession) {
    self.session = session
    let table = FeatureTable(session.training, rows: limits.rows)
    root = Subproblem(table)
    refiner = ExpressionRefiner(session.training.limited(to: limits.refiningRows))
    let sizes = table.target.map { abs($0) }
    weightings =
      !table.target.contains(0)
        && sizes.quantile(limits.large) > limits.decades * sizes.quantile(limits.small)
      ? [.absoluteNoise, .proportionalNoise] : [.absoluteNoise]
  }

  /// Asks the families about problems and what is left of these when factors are divided out, under every kind of noise, and adds
  /// the best of what they propose.
  ///
  /// - Parameters:
  ///   - problems: The problems.
  ///   - breadth: Which functions the families may use.
  ///   - others: What else the problems are reduced by.
  func look(
    at problems: [Subproblem], _ breadth: Look.Breadth, reducingBy others: [any Reduction] = [],
    addingTo archive: inout LawArchive
  ) {
    let tiers: [FamilyTier] = breadth == .powers ? [.curves, .common, .rare] : [.common, .rare]
    let found = weightings.flatMap { weighting -> [Proposal] in
      let context = session.context.looking(Look(breadth: breadth, isThorough: true, weighting: weighting))
      let separated = problems.flatMap { context.reduce($0, by: MultiplicativeSeparation()) }
      let reduced = others.flatMap { other in problems.flatMap { context.reduce($0, by: other) } }
      return proposals(for: separated + problems + reduced, of: tiers, in: context)
    }
    add(found, to: &archive)
  }

  /// What the families propose for some problems, under the noise of the look.
  func proposals(
    for problems: [Subproblem], of tiers: [FamilyTier], in context: SearchContext
  ) -> [Proposal] {
    var found: [Proposal] = []
    for problem in problems where !context.budget.isExhausted {
      if problem.inputs.isEmpty {
        found += described([problem.constantLaw], from: MultiplicativeSeparation.name, context)
        continue
      }
      for family in tiers.flatMap({ LawFamilies.members($0, in: context) })
      where !context.budget.isExhausted {
        found += described(
          family.candidates(for: problem, in: context), from: type(of: family).name, context)
      }
    }
    return found
  }

  /// Makes laws of the best proposals, and lets those be seen beside them that no simpler one comes near.
  func add(_ proposals: [Proposal], to archive: inout LawArchive) {
    // What was found before a search has to end is its answer.
    let last =
      session.budget.isExhausted ? session.spending(session.lastBudget(limits.lastWork)) : session
    let distinct = Self.distinct(proposals)
    let front = front(distinct, rows: refiner.target.count)
    for proposal in distinct.prefix(limits.laws) where !last.budget.isExhausted {
      take(proposal, into: &archive, in: last)
      // An exponent that was read off a few rows is near the true one, and the rest of the law bends to it.
      for form in proposal.expression.withPlainExponents where !last.budget.isExhausted {
        take(
          Proposal(
            expression: form, origin: proposal.origin, weighting: proposal.weighting, length: proposal.length,
            misfit: proposal.misfit), into: &archive, in: last)
      }
    }
    let others = distinct.dropFirst(limits.laws).map(\.expression)
    for proposal in front.filter({ others.contains($0.expression) }).suffix(limits.shown) {
      show(proposal, in: &archive)
    }
  }

  /// Laws at their best constants under the noise that is looked for, with their lengths under the likeliest.
  private func described(
    _ laws: [Expression], from origin: String, _ context: SearchContext
  ) -> [Proposal] {
    let weighting = context.look.weighting
    let weighed = weighting == .proportionalNoise ? refiner.weighing(.growing(with: refiner.target)) : refiner
    // A law of the other sign somewhere has no logarithm.
    let otherwise = weighed.isLogarithmic ? refiner.weighing(.proportional) : weighed
    let refiner = self.refiner
    return context.map(laws) { law, own -> Proposal? in
      guard own.catalog.allows(law),
        let refined = weighed.refine(law, budget: own.budget)
          ?? otherwise.refine(law.withSimpleNumbers(), budget: own.budget),
        let compiled = try? CompiledExpression(refined.expression, variables: refiner.names)
      else { return nil }
      let constants = refined.expression.freeConstants
      let misfit = NoiseModel.likeliest(
        fitted: compiled.values(refiner.columns), target: refiner.target,
        weights: refiner.rootWeights?.map { $0 * $0 },
        constants: constants.count, statedVariance: refiner.statedVariance
      ).misfit
      let length = DescriptionLength(
        misfit: misfit, structure: StructurePrice(inputCount: refiner.names.count)(refined.expression),
        constants: ConstantPrice.of(constants, fit: refined.fit))
      guard length.total.isFinite else { return nil }
      return Proposal(
        expression: refined.expression, origin: origin, weighting: weighting, length: length.total,
        misfit: misfit)
    }.compactMap { $0 }
  }

  /// The shortest of every form, shortest first.
  private static func distinct(_ proposals: [Proposal]) -> [Proposal] {
    var seen: Set<Expression> = []
    return proposals.sorted { $0.length < $1.length }.filter { seen.insert($0.expression.form).inserted }
  }

  /// The proposals that no simpler one comes near, simplest first.
  private func front(_ proposals: [Proposal], rows: Int) -> [Proposal] {
    let step = Double(rows) * -Double.log(limits.worthShowing)
    var front: [Proposal] = []
    for proposal in proposals.sorted(by: {
      ($0.expression.complexity, $0.misfit) < ($1.expression.complexity, $1.misfit)
    }) where proposal.misfit < (front.last?.misfit ?? .infinity) - step { front.append(proposal) }
    return front
  }

  /// Adds a law as plain least squares have it, to stand beside others.
  private func show(_ proposal: Proposal, in archive: inout LawArchive) {
    guard !session.budget.isExhausted,
      let law = session.fitter.reference(
        proposal.expression, from: .family(proposal.origin), budget: session.budget),
      law.error < limits.largestError
    else { return }
    archive.add(law)
  }

  private func take(_ proposal: Proposal, into archive: inout LawArchive, in session: SearchSession) {
    guard
      let law = session.fitter.law(
        proposal.expression, from: .family(proposal.origin), weighting: proposal.weighting,
        budget: session.budget), law.error < limits.largestError || proposal.weighting == .proportionalNoise
    else { return }
    archive.add(law)
    // What a series leaves of a smooth law looks like noise, too, but is small; networks then have their say.
    if law.error < limits.largestNoise || proposal.weighting == .proportionalNoise,
      session.fitter.residuals(of: law.expression, budget: session.budget)?.kindOfNoise != nil,
      !law.mayImitate
    {
      archive.noteNoise(law.error)
    }
  }
}
