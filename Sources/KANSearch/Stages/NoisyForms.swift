import KANFormula
import KANNumerics
import KANSymbolic
import RealModule

/// Searches laws of a target with noise: the families on a problem and its reductions, with their proposals ranked by description length.
///
/// Powers imitate other functions to within noise, so many proposals are compared before one is chosen; and if the target spans
/// decades, both noise of one size and noise that is a share of every value are tried.
struct NoisyForms {
  /// A law with its best constants.
  struct Proposal: Sendable {
    let expression: Expression
    let origin: String
    let weighting: Weighting
    let length: Double
    /// The part of the length due to residuals.
    let misfit: Double
  }

  /// The numbers on which decisions depend.
  private struct Limits {
    /// The number of rows of the table, and that for refining proposals.
    var rows = 4_000
    var refiningRows = 2_000
    /// The number of proposals that become laws.
    var laws = 4
    /// In addition, the number of the most accurate laws that are shown because no simpler one is as good, and the ratio of errors
    /// between successive ones.
    var shown = 8
    var worthShowing = 0.9
    /// The relative error above which an expression is not considered a law: half of the variance is unexplained.
    var largestError = 0.7
    /// The relative error above which residuals are not taken for noise that other laws would leave as well.
    var largestNoise = 0.3
    /// The ratio of large to small values of the target, at these quantiles, from which their noise may differ.
    var decades = 10.0
    var (small, large) = (0.05, 0.95)
    /// The budget, in operations on one row, for making laws of the best proposals if the search has to end: about a second.
    var lastWork = 2_000_000_000
  }

  private let limits = Limits()
  private let session: SearchSession
  private let refiner: ExpressionRefiner
  /// The repeated measurements among its rows; `nil` if there are hardly any.
  private let repeats: RepeatedRows?
  /// The whole problem.
  let root: Subproblem
  /// The possible kinds of noise.
  private let weightings: [Weighting]

  init(_ session: SearchSession) {
    self.session = session
    let table = FeatureTable(session.training, rows: limits.rows)
    root = Subproblem(table)
    refiner = ExpressionRefiner(session.training.limited(to: limits.refiningRows))
    repeats = RepeatedRows(refiner)
    let sizes = table.target.map { abs($0) }
    weightings =
      !table.target.contains(0)
        && sizes.quantile(limits.large) > limits.decades * sizes.quantile(limits.small)
      ? [.absoluteNoise, .proportionalNoise] : [.absoluteNoise]
  }

  /// Lets the families propose laws for problems, and for these with factors divided out, under every kind of noise, and adds the
  /// best proposals.
  ///
  /// - Parameters:
  ///   - problems: The problems.
  ///   - breadth: The breadth of the library.
  ///   - others: Further reductions of the problems.
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

  /// The proposals of the families for some problems, under the noise of the look.
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

  /// Makes laws of the best proposals, and also shows those that no simpler one approaches.
  func add(_ proposals: [Proposal], to archive: inout LawArchive) {
    // If a search has to end, its result is what was found before; one that is cancelled takes a single proposal if it has no law.
    if session.isCancelled, archive.best != nil { return }
    let last =
      session.budget.isExhausted ? session.spending(session.lastBudget(limits.lastWork)) : session
    let distinct = Self.distinct(proposals)
    let front = front(distinct, rows: refiner.target.count)
    for proposal in distinct.prefix(session.isCancelled ? 1 : limits.laws) where !last.budget.isExhausted {
      take(proposal, into: &archive, in: last)
      // Exponents read off a few rows may be slightly wrong, and the rest of the law then compensates for it.
      let plain = session.isCancelled ? [] : proposal.expression.withPlainExponents
      for form in plain where !last.budget.isExhausted {
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

  /// Laws with their best constants under the noise of the look, and their lengths under the most likely noise.
  private func described(
    _ laws: [Expression], from origin: String, _ context: SearchContext
  ) -> [Proposal] {
    let weighting = context.look.weighting
    let weighed = weighting == .proportionalNoise ? refiner.weighing(.growing(with: refiner.target)) : refiner
    // A law with the wrong sign somewhere has no logarithm.
    let otherwise = weighed.isLogarithmic ? refiner.weighing(.proportional) : weighed
    let (refiner, repeats) = (self.refiner, self.repeats)
    return context.map(laws) { law, own -> Proposal? in
      guard own.catalog.allows(law),
        let refined = weighed.refine(law, budget: own.budget)
          ?? otherwise.refine(law.withSimpleNumbers(), budget: own.budget),
        let compiled = try? CompiledExpression(refined.expression, variables: refiner.names)
      else { return nil }
      let constants = refined.expression.freeConstants
      let misfit = NoiseModel.likeliest(
        fitted: compiled.values(refiner.columns), on: refiner, repeats, constants: constants.count
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

  /// The proposals that no simpler one approaches, simplest first.
  private func front(_ proposals: [Proposal], rows: Int) -> [Proposal] {
    let step = Double(rows) * -Double.log(limits.worthShowing)
    var front: [Proposal] = []
    for proposal in proposals.sorted(by: {
      ($0.expression.complexity, $0.misfit) < ($1.expression.complexity, $1.misfit)
    }) where proposal.misfit < (front.last?.misfit ?? .infinity) - step { front.append(proposal) }
    return front
  }

  /// Adds a law fitted by plain least squares, for comparison.
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
    // The residuals of a series fitted to a smooth law also look like noise, but are small; networks then decide.
    if law.error < limits.largestNoise || proposal.weighting == .proportionalNoise,
      session.fitter.residuals(of: law.expression, budget: session.budget)?.kindOfNoise != nil,
      !law.mayImitate
    {
      archive.noteNoise(law.error)
    }
  }
}
