import KANFormula
import KANNumerics
import KANSymbolic

/// The search over expressions, where no linear selection found an exact law: sums of trees of the target and of what is left of it
/// without factors.
struct ExpressionsStage: SearchStage {
  static let name = "expressions"
  static let summary = "a search over trees, with constants inside them"

  /// The numbers that decide.
  private struct Limits {
    /// The share of the whole budget that it leaves to networks.
    var reserve = 0.5
    /// The share of what is left that the search may take; the rest is for its laws and for another look.
    var share = 0.5
    /// Rows of the table.
    var rows = 4_000
    /// The laws of a look that are fitted to all rows.
    var laws = 12
    /// √(mean square residual) over the spread above which an expression is no law of any kind.
    var largestError = 0.3
  }

  private let limits = Limits()

  func isNeeded(after outcome: SearchOutcome) -> Bool { outcome != .noise && outcome != .exhausted }

  func advance(_ archive: inout LawArchive, in session: SearchSession) -> SearchOutcome {
    let outcome = archive.outcome(session.budget)
    let isRounded = isRounded(session)
    // A sum of several measured terms imitates others to the few digits that rounded columns have.
    if outcome == .settled, !(isRounded && archive.best?.built.mayBeSeries == true) { return .settled }
    session.report(phase: "searching over expressions", step: archive.attempts.count)
    let root = Subproblem(FeatureTable(session.training, rows: limits.rows))
    // Beside noise a large choice makes look-alikes; what single precision leaves is no noise.
    var looks = [Look(breadth: .functions, isThorough: true, weighting: .absoluteNoise)]
    if outcome != .noiseSuspected || isRounded {
      looks.insert(Look(breadth: .pairs, isThorough: true, weighting: .rounding), at: 0)
    }
    session.reserving(limits.reserve) { session in
      for look in looks where !session.budget.isExhausted {
        let before = archive.best?.length
        add(laws(of: root, look, session), look.weighting, to: &archive, session)
        // What is settled by a shorter law is so for good.
        if archive.outcome(session.budget) == .settled, archive.best?.length != before { break }
      }
    }
    return archive.outcome(session.budget)
  }

  /// Whether a column went through single precision.
  private func isRounded(_ session: SearchSession) -> Bool {
    (session.data.inputs + session.data.targets).contains { column in
      if case .float = ColumnRounding(of: column) { true } else { false }
    }
  }

  private func laws(
    of problem: Subproblem, _ look: Look, _ session: SearchSession
  ) -> [(family: String, law: Expression)] {
    let part = session.budget.share(limits.share)
    defer { session.budget.absorb(part) }
    let context = session.context.spending(part).looking(look)
    return LawFamilies.members(.trees, in: context).flatMap { family in
      family.candidates(for: problem, in: context).prefix(limits.laws).map { (type(of: family).name, $0) }
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
      // The first law is the shortest; the others are there for the table.
      if session.fitter.residuals(of: fitted.expression)?.kindOfNoise != nil, !fitted.mayImitate {
        archive.noteNoise(fitted.error)
      }
    }
  }
}
