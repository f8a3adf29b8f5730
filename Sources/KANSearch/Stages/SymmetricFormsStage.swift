import KANSymbolic

/// Laws in the quantities that the symmetries of a network leave: exact ones, and beside noise those of the shortest description.
struct SymmetricFormsStage: SearchStage {
  static let name = "symmetric-forms"
  static let summary = "laws in the quantities that the symmetries of a network leave"

  /// The share of the budget that is left to others.
  private static let reserve = 0.15
  /// The error of a network above which rows may carry noise.
  private static let visibleNoise = 1e-4

  func advance(_ archive: inout LawArchive, in session: SearchSession) -> SearchOutcome {
    guard session.trainsNetworks, session.context.methods.contains(SymmetryReduction.name),
      !session.budget.isExhausted
    else { return archive.outcome(session.budget) }
    session.report(phase: "looking for symmetries", step: archive.attempts.count)
    session.reserving(Self.reserve) { session in
      let reduction = SymmetryReduction()
      let problem = Subproblem(FeatureTable(session.training, rows: ExactForms.rows))
      guard let found = reduction.outcome(of: problem, in: session.context) else { return }
      let text = SymmetryText(target: session.training.targetNames[0])
      archive.symmetries = found.steps.map(text.symmetry)
      let problems = reduction.problems(found)
      let forms = ExactForms(session, problems: problems)
      var laws = forms.quickLaws()
      if laws.isEmpty { laws = forms.thoroughLaws(.powers) }
      archive.add(laws.map(\.expression), in: session)
      guard archive.outcome(session.budget) == .open, found.error > Self.visibleNoise else { return }
      NoisyFormsStage().search([problems[0]], &archive, in: session)
    }
    return archive.outcome(session.budget)
  }
}
