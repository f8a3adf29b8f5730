import KANFormula
import KANSymbolic

/// The laws that everybody tries first, whatever was found: a constant, a line, a power, an exponential, a logarithm and a
/// product of powers stand in every table.
struct ReferencesStage: SearchStage {
  static let name = "references"
  static let summary = "a constant, a line, a power law, an exponential and a logarithm for the table"

  /// Rows of the first fits.
  private static let rows = 2_000
  /// Operations on one row that all of them may take: a second or two.
  private static let work = 4_000_000_000

  func isNeeded(after outcome: SearchOutcome) -> Bool { true }

  func advance(_ archive: inout LawArchive, in session: SearchSession) -> SearchOutcome {
    let outcome = archive.outcome(session.budget)
    // A handful of small fits, which belong to every answer, also of a search that was stopped.
    let budget = WorkBudget(limit: Self.work)
    let problem = Subproblem(FeatureTable(session.training, rows: Self.rows))
    let context = session.context.spending(budget)
    let isRival = !(archive.best?.isExact ?? false)
    func references(_ laws: [Expression], from family: String) -> [Law] {
      laws.filter(session.context.catalog.allows).compactMap {
        session.fitter.reference($0, from: .family(family), isRival: isRival, budget: budget)
      }
    }
    let weightings: [Weighting] = isRival ? [.absoluteNoise, .proportionalNoise] : [.absoluteNoise]
    let powers = weightings.flatMap {
      PowerLaw().candidates(for: problem, in: context.looking(Look(weighting: $0)))
    }
    var laws = references(ElementaryCurves().best(for: problem, budget), from: ElementaryCurves.name)
    // Of a product of powers the best is enough: its exponents as fractions or as measured.
    if let power = references(powers, from: PowerLaw.name).min(by: { $0.length < $1.length }) {
      laws.append(power)
    }
    // One that wins is a law like others, its constants recognised.
    if let place = laws.indices.min(by: { laws[$0].length < laws[$1].length }),
      archive.best.map({ laws[place].length < $0.length }) ?? true,
      let full = session.fitter.law(
        laws[place].expression, from: laws[place].origin, weighting: .absoluteNoise, budget: budget)
    {
      laws[place] = full
    }
    for law in laws { archive.addReference(law) }
    return outcome
  }
}
