import KANFormula
import KANSymbolic

/// Laws of the quantities that the symmetries of a smooth network leave: first those that reproduce every row, then those beside noise.
struct SymmetriesStage: SearchStage {
  static let name = "symmetric-forms"
  static let summary = "laws of fewer quantities, where a smooth network knows inputs only together"

  /// The numbers that decide.
  private struct Limits {
    /// The share of the whole budget that it may take, and the share that it leaves to what follows.
    var share = 0.25
    var reserve = 0.3
    /// The shares of the whole budget that the networks may take, and the laws that reproduce every row.
    var networks = 0.12
    var exact = 0.08
    /// Operations of the training of these networks that take as long as one of a selection, which efforts are counted in.
    var operationsOfTraining = 3
  }

  private let limits = Limits()

  func isNeeded(after outcome: SearchOutcome) -> Bool { outcome == .open || outcome == .noiseSuspected }

  func advance(_ archive: inout LawArchive, in session: SearchSession) -> SearchOutcome {
    guard session.inputCount > 1, session.trainsNetworks else { return archive.outcome(session.budget) }
    session.report(phase: "asking a smooth network for symmetries", step: archive.attempts.count)
    session.reserving(limits.reserve, taking: limits.share) { session in
      let problems = session.reserving(0, taking: limits.networks) { reduced($0) }
      session.reserving(0, taking: limits.exact) { addExact(problems, to: &archive, $0) }
      if isNeeded(after: archive.outcome(session.budget)) { addNoisy(problems, to: &archive, session) }
    }
    return archive.outcome(session.budget)
  }

  /// The problems in fewer quantities.
  private func reduced(_ session: SearchSession) -> [Subproblem] {
    var reduction = SymmetryReduction()
    reduction.seed = session.options.seed
    let table = FeatureTable(session.training, rows: ExactForms.rows)
    let (remaining, isOver) = session.budget.remaining.multipliedReportingOverflow(
      by: limits.operationsOfTraining)
    let own = WorkBudget(limit: isOver ? .max : remaining, cancellation: session.budget.cancellation)
    let problems = session.context.spending(own).reduce(Subproblem(table), by: reduction)
    session.budget.spend(own.spent / limits.operationsOfTraining)
    return problems
  }

  private func addExact(_ problems: [Subproblem], to archive: inout LawArchive, _ session: SearchSession) {
    let isNoisy = archive.outcome(session.budget) == .noiseSuspected
    for problem in problems where isNeeded(after: archive.outcome(session.budget)) {
      let forms = ExactForms(session, of: problem)
      archive.add(forms.quickLaws().map(\.expression), in: session)
      // What looks like noise may be what a series leaves of a law, but is noise most of the time.
      if isNoisy { continue }
      for breadth in [Look.Breadth.powers, .functions]
      where isNeeded(after: archive.outcome(session.budget)) {
        archive.add(forms.thoroughLaws(breadth).map(\.expression), in: session)
      }
    }
  }

  private func addNoisy(_ problems: [Subproblem], to archive: inout LawArchive, _ session: SearchSession) {
    let forms = NoisyForms(session)
    for breadth in [Look.Breadth.powers, .functions]
    where !problems.isEmpty && isNeeded(after: archive.outcome(session.budget)) {
      let found = forms.weightings.flatMap { weighting -> [NoisyForms.Proposal] in
        let context = session.context.looking(Look(breadth: breadth, isThorough: true, weighting: weighting))
        let separated = problems.flatMap { context.reduce($0, by: MultiplicativeSeparation()) }
        return forms.proposals(
          for: separated + problems, of: breadth == .powers ? [.curves, .common, .rare] : [.common, .rare],
          in: context)
      }
      forms.add(found, to: &archive)
    }
  }
}
