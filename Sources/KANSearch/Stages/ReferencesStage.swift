import KANFormula
import KANSymbolic

/// The laws for comparison that are in every table: a constant, a line, a power, an exponential, a logarithm and a product of powers.
struct ReferencesStage: SearchStage {
  static let name = "references"
  static let summary = "a constant, a line, a power law, an exponential and a logarithm for the table"

  /// The number of rows of the first fits.
  private static let rows = 2_000
  /// The budget for all of them, in operations on one row: a second or two.
  private static let work = 4_000_000_000

  func isNeeded(after outcome: SearchOutcome) -> Bool { true }

  func advance(_ archive: inout LawArchive, in session: SearchSession) -> SearchOutcome {
    let outcome = archive.outcome(session.budget)
    // A few small fits, which are part of every result, even of a search that was stopped.
    let budget = session.lastBudget(Self.work)
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
    // For a product of powers only the best is shown, with fractional or measured exponents.
    if let power = references(powers, from: PowerLaw.name).min(by: { $0.length < $1.length }) {
      laws.append(power)
    }
    // If one wins, it is treated like other laws, with recognised constants; a cancelled search does this only for the chosen law.
    if !session.isCancelled, let place = laws.indices.min(by: { laws[$0].length < laws[$1].length }),
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
