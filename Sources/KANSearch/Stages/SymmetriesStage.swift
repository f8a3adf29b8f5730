import KANFormula
import KANSymbolic

/// Laws of the quantities that the symmetries of a smooth network leave: first those that reproduce every row, then those beside noise.
struct SymmetriesStage: SearchStage {
  static let name = "symmetric-forms"
  static let summary = "laws of fewer quantities, from the symmetries of a smooth network"

  /// The numbers that decide.
  private struct Limits {
    /// The share of the whole budget that it may take, and the share that it leaves to what follows.
    var share = 0.25
    var reserve = 0.3
    /// The shares of the whole budget that the networks may take, and the laws that reproduce every row.
    var networks = 0.12
    var exact = 0.08
    /// What a network leaves, as a share of the target's spread, from which noise is visible.
    var visibleNoise = SymmetryChain.Settings().visible
    /// Operations of the training of these networks that take as long as one of a selection, which efforts are counted in.
    var operationsOfTraining = 3
  }

  private let limits = Limits()

  func isNeeded(after outcome: SearchOutcome) -> Bool { outcome == .open || outcome == .noiseSuspected }

  func advance(_ archive: inout LawArchive, in session: SearchSession) -> SearchOutcome {
    guard session.inputCount > 1, session.trainsNetworks, !archive.leavesWrittenDigits else {
      return archive.outcome(session.budget)
    }
    session.report(phase: "looking for symmetries of a smooth network", step: archive.attempts.count)
    session.reserving(limits.reserve, taking: limits.share) { session in
      guard let found = session.reserving(0, taking: limits.networks, { reduced($0) }) else { return }
      session.reserving(0, taking: limits.exact) { addExact(found.problems, to: &archive, $0) }
      // Where a network shows next to no noise, what a law leaves is none either.
      if found.error > limits.visibleNoise, isNeeded(after: archive.outcome(session.budget)) {
        addNoisy(found.problems, to: &archive, session)
      }
    }
    return archive.outcome(session.budget)
  }

  /// The problems in fewer quantities, and what a network of these leaves.
  private func reduced(_ session: SearchSession) -> (problems: [Subproblem], error: Double)? {
    guard session.context.methods.contains(SymmetryReduction.name) else { return nil }
    var reduction = SymmetryReduction()
    reduction.seed = session.options.seed
    let table = FeatureTable(session.training, rows: ExactForms.rows)
    let (remaining, isOver) = session.budget.remaining.multipliedReportingOverflow(
      by: limits.operationsOfTraining)
    let own = WorkBudget(limit: isOver ? .max : remaining, cancellation: session.budget.cancellation)
    let found = reduction.reduced(Subproblem(table), in: session.context.spending(own))
    session.budget.spend(own.spent / limits.operationsOfTraining)
    return found
  }

  private func addExact(_ problems: [Subproblem], to archive: inout LawArchive, _ session: SearchSession) {
    let isNoisy = archive.outcome(session.budget) == .noiseSuspected
    let all = problems.map { ExactForms(session, of: $0) }
    func add(_ laws: (ExactForms) -> [ExactForms.ExactLaw]) {
      for forms in all where isNeeded(after: archive.outcome(session.budget)) {
        archive.add(laws(forms).map(\.expression), in: session)
      }
    }
    // Cheap looks at all problems come before dear ones at the first.
    add { $0.quickLaws() }
    // What looks like noise may be what a series leaves of a law, but is noise most of the time.
    if isNoisy { return }
    for breadth in [Look.Breadth.powers, .functions] { add { $0.thoroughLaws(breadth) } }
  }

  private func addNoisy(_ problems: [Subproblem], to archive: inout LawArchive, _ session: SearchSession) {
    let forms = NoisyForms(session)
    for breadth in [Look.Breadth.powers, .functions]
    where !problems.isEmpty && isNeeded(after: archive.outcome(session.budget)) {
      forms.look(at: problems, breadth, addingTo: &archive)
    }
  }
}
