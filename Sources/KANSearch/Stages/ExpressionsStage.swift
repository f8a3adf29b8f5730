import KANFormula
import KANNumerics
import KANSymbolic

/// The search over expressions, if no linear selection found an exact law, or if the law that reproduces columns of single
/// precision has so many measured terms that others might do so as well.
struct ExpressionsStage: SearchStage {
  static let name = "expressions"
  static let summary = "a search over trees, with constants inside them"

  /// The numbers on which decisions depend.
  private struct Limits {
    /// The share of the whole budget that it reserves for networks.
    var reserve = 0.2
    /// The shares of the whole budget for the search for exact laws, and for the search under noise.
    var share = 0.45
    var shareBesideNoise = 0.15
    /// The same reserve, and share under noise, with so few rows that laws are judged by cross-validation.
    var (reserveOfFewRows, shareOfFewRows) = (0.3, 0.05)
    /// The number of searches under noise, each with its share; one if a law leaves only noise already.
    var searchesBesideNoise = 2.3
    /// The largest share of the inputs that counts as few.
    var fewInputs = 2.0 / 3
    /// The number of problems without factors of the leading laws.
    var factored = 2
    /// The number of these laws.
    var leading = 3
    /// The maximum number of rows of the table.
    var rows = 4_000
    /// The number of laws of a look that are fitted to all rows.
    var laws = 8
    /// The relative error above which an expression is not considered a law.
    var largestError = 0.3
  }

  private let limits = Limits()

  func isNeeded(after outcome: SearchOutcome) -> Bool { outcome != .noise && outcome != .exhausted }

  func advance(_ archive: inout LawArchive, in session: SearchSession) -> SearchOutcome {
    let outcome = archive.outcome(session.budget)
    let isRounded = isRounded(session)
    // A sum of several measured terms imitates others to the few digits of rounded columns.
    if outcome == .settled, !(isRounded && archive.best?.built.mayBeSeries == true) { return .settled }
    if outcome == .exhausted || outcome == .noise { return outcome }
    session.report(phase: "searching over expressions", step: archive.attempts.count)
    let root = subproblem(session, archive)
    session.reserving(session.judged == nil ? limits.reserveOfFewRows : limits.reserve) { session in
      if outcome != .noiseSuspected {
        // Rounded columns have rounding noise.
        add(
          laws(of: root, Look(breadth: .pairs, isThorough: true), limits.share, archive, session),
          isRounded ? .absoluteNoise : .rounding, to: &archive, session)
      }
      guard archive.outcome(session.budget) != .settled else { return }
      lookBesideNoise(at: root, &archive, session)
    }
    return archive.outcome(session.budget)
  }

  /// Searches the whole problem, the problem without factors, and the problem in the inputs of the leading laws only. The smallest comes
  /// first, since trees reach furthest there; the search ends with a law whose residuals look like noise.
  private func lookBesideNoise(at root: Subproblem, _ archive: inout LawArchive, _ session: SearchSession) {
    let look = Look(breadth: .functions, isThorough: true, weighting: .absoluteNoise)
    let context = session.context.looking(look).knowing(leading(archive))
    // Few rows do not tell large trees from each other.
    let hasFewRows = session.judged == nil
    let few = hasFewRows ? nil : ofLeadingInputs(root, archive)
    let factored = hasFewRows ? [] : context.reduce(root, by: FactorsOfLaws())
    let smaller =
      factored.prefix(limits.factored) + context.reduce(few ?? root, by: MultiplicativeSeparation())
    let problems =
      smaller.filter { $0.factor != 1 && !$0.inputs.isEmpty } + [few, root].compactMap { $0 }
    let begun = archive.outcome(session.budget)
    let share = hasFewRows ? limits.shareOfFewRows : limits.shareBesideNoise
    session.reserving(0, taking: begun == .open ? limits.searchesBesideNoise * share : share) { session in
      for problem in problems.sorted(by: { $0.inputs.count < $1.inputs.count })
      where [.open, begun].contains(archive.outcome(session.budget)) {
        add(laws(of: problem, look, share, archive, session), .absoluteNoise, to: &archive, session)
      }
    }
  }

  /// Whether a column was rounded to single precision.
  private func isRounded(_ session: SearchSession) -> Bool {
    let results = ColumnRounding(ofResults: session.data.targets[0])
    return results.isSinglePrecision
      || session.data.inputs.contains {
        ColumnRounding(ofInput: $0, besideResults: results).isSinglePrecision
      }
  }

  /// The whole problem; if there is already an exact law, only with its inputs: with fewer inputs the search reaches larger trees.
  private func subproblem(_ session: SearchSession, _ archive: LawArchive) -> Subproblem {
    let table = FeatureTable(session.training, rows: limits.rows)
    guard let exact = archive.best, exact.isExact, !exact.expression.variables.isEmpty else {
      return Subproblem(table)
    }
    return Subproblem(table, of: inputs(table, of: [exact.expression]))
  }

  /// The shortest laws, shortest first.
  private func leading(_ archive: LawArchive) -> [Expression] {
    let laws = archive.laws.filter { !$0.expression.variables.isEmpty }.sorted { $0.length < $1.length }
    return laws.prefix(limits.leading).map(\.expression)
  }

  /// The problem in the inputs of the shortest and of the most accurate law only; `nil` unless these are few.
  private func ofLeadingInputs(_ root: Subproblem, _ archive: LawArchive) -> Subproblem? {
    let leading = [archive.best, archive.laws.min { $0.error < $1.error }].compactMap { $0 }
    let used = inputs(root.table, of: leading.map(\.expression))
    guard !used.isEmpty, Double(used.count) <= limits.fewInputs * Double(root.inputs.count) else {
      return nil
    }
    return Subproblem(root.table, of: used)
  }

  /// The columns of a table on which some laws depend.
  private func inputs(_ table: FeatureTable, of laws: [Expression]) -> [Int] {
    let variables = Set(laws.flatMap(\.variables))
    return table.inputs.indices.filter { !variables.isDisjoint(with: table.variable($0).variables) }
  }

  private func laws(
    of problem: Subproblem, _ look: Look, _ share: Double, _ archive: LawArchive, _ session: SearchSession
  ) -> [(family: String, law: Expression)] {
    // If a law is already exact, a shorter one is sought: sums that begin with it would end with it.
    let known = archive.laws.filter { !$0.expression.variables.isEmpty && !$0.isExact }
      .sorted { $0.length < $1.length }
    return session.reserving(0, taking: share) { session in
      let context = session.context.looking(look).knowing(known.map(\.expression))
      return LawFamilies.members(.trees, in: context).flatMap { family in
        family.candidates(for: problem, in: context).prefix(limits.laws).map { (type(of: family).name, $0) }
      }
    }
  }

  private func add(
    _ laws: [(family: String, law: Expression)], _ weighting: Weighting, to archive: inout LawArchive,
    _ session: SearchSession
  ) {
    for (family, law) in laws where session.context.catalog.allows(law) && !session.budget.isExhausted {
      guard
        let fitted = session.fitter.law(
          law, from: .family(family), weighting: weighting, budget: session.budget),
        fitted.error < limits.largestError
      else { continue }
      archive.add(fitted)
      // The following ones are longer.
      if fitted.isExact { break }
      if session.fitter.residuals(of: fitted.expression, budget: session.budget)?.kindOfNoise != nil,
        !fitted.mayImitate
      {
        archive.noteNoise(fitted.error)
      }
    }
  }
}
