import KANFormula
import KANSymbolic

/// The laws that everybody tries first, whatever was found: a constant, a line, a power, an exponential, a logarithm and a
/// product of powers stand in every table.
struct ReferencesStage: SearchStage {
  static let name = "references"
  static let summary = "a constant, a line, a power law, an exponential and a logarithm for the table"

  /// Rows of the first fits.
  private static let rows = 2_000

  func isNeeded(after outcome: SearchOutcome) -> Bool { true }

  func advance(_ archive: inout LawArchive, in session: SearchSession) -> SearchOutcome {
    let outcome = archive.outcome(session.budget)
    // A handful of small fits, which belong to every answer.
    let budget = WorkBudget(cancellation: session.budget.cancellation)
    let problem = Subproblem(FeatureTable(session.training, rows: Self.rows))
    let context = session.context.spending(budget)
    var powers: [Expression] = []
    for weighting in [Weighting.absoluteNoise, .proportionalNoise] {
      powers += PowerLaw().candidates(
        for: problem, in: context.looking(Look(weighting: weighting)))
    }
    add(ElementaryCurves().best(for: problem), from: ElementaryCurves.name, budget, &archive, session)
    add(powers, from: PowerLaw.name, budget, &archive, session)
    return outcome
  }

  private func add(
    _ laws: [Expression], from family: String, _ budget: WorkBudget, _ archive: inout LawArchive,
    _ session: SearchSession
  ) {
    let noise = archive.best?.noise ?? .absolute
    for expression in laws where session.context.catalog.allows(expression) {
      guard
        let law = session.fitter.reference(expression, from: .family(family), noise: noise, budget: budget)
      else { continue }
      // One that wins is a law like others, its constants recognised.
      if let best = archive.best, best.length < law.length {
        archive.addReference(law)
      } else if let full = session.fitter.law(
        expression, from: .family(family), weighting: .absoluteNoise, budget: budget)
      {
        archive.addReference(full)
      }
    }
  }
}
