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
    let laws = laws.filter(session.context.catalog.allows).compactMap {
      session.fitter.reference($0, from: .family(family), budget: budget)
    }
    // Of a product of powers the best is enough: its exponents as fractions or as measured.
    for law in family == PowerLaw.name ? laws.min(by: { $0.length < $1.length }).map({ [$0] }) ?? [] : laws {
      // One that wins is a law like others, its constants recognised.
      if let best = archive.best, best.length < law.length {
        archive.addReference(law)
      } else if let full = session.fitter.law(
        law.expression, from: .family(family), weighting: .absoluteNoise, budget: budget)
      {
        archive.addReference(full)
      }
    }
  }
}
