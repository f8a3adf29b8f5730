import KANFormula
import KANSymbolic

/// Laws in the quantities that remain after using the symmetries of a smooth network: first those that reproduce every row, then
/// those under noise.
struct SymmetriesStage: SearchStage {
  static let name = "symmetric-forms"
  static let summary = "laws of fewer quantities, from the symmetries of a smooth network"

  /// The numbers on which decisions depend.
  private struct Limits {
    /// The share of the whole budget that it may use, and the share that it reserves for later stages.
    var share = 0.25
    var reserve = 0.3
    /// The shares of the whole budget for the networks, and for the laws that reproduce every row.
    var networks = 0.12
    var exact = 0.08
    /// The relative error of a network from which noise is visible.
    var visibleNoise = SymmetryChain.Settings().visible
    /// The number of operations in training these networks that take as long as one in a selection, the unit of efforts.
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
      // If a network shows almost no noise, the residuals of a law are not noise either.
      if found.error > limits.visibleNoise, isNeeded(after: archive.outcome(session.budget)) {
        addNoisy(found.problems, to: &archive, session)
      }
    }
    return archive.outcome(session.budget)
  }

  /// The problems in fewer quantities, and the error of a network of these.
  private func reduced(_ session: SearchSession) -> (problems: [Subproblem], error: Double)? {
    guard session.context.methods.contains(SymmetryReduction.name) else { return nil }
    var reduction = SymmetryReduction()
    reduction.seed = session.options.seed
    let table = FeatureTable(session.training, rows: ExactForms.rows)
    let (remaining, isOver) = session.budget.remaining.multipliedReportingOverflow(
      by: limits.operationsOfTraining)
    let own = WorkBudget(
      limit: isOver ? WorkBudget.unlimited : remaining, cancellation: session.budget.cancellation)
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
    // Cheap looks at all problems come before expensive ones at the first.
    add { $0.quickLaws() }
    // Residuals that look like noise may be those of a series, but are noise in most cases.
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
