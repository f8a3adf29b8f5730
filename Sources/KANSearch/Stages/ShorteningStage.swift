import KANFormula
import KANSymbolic

/// Removes parts that contribute little from the laws found, so that the table has the most accurate law of every complexity.
struct ShorteningStage: SearchStage {
  static let name = "shortening"
  static let summary = "removal of parts that contribute little to a law"

  /// The number of rows for measuring errors, and that for evaluating parts.
  private static let (rows, rowsOfParts) = (400, 100)
  /// The share of the whole budget that it may use; it is part of every result that is not exact.
  private static let share = 1.0 / 8
  /// The tolerance for replacing a part by another curve, where noise hides its exact shape.
  private static let toleranceBesideNoise = 0.1

  func isNeeded(after outcome: SearchOutcome) -> Bool { outcome != .settled }

  func advance(_ archive: inout LawArchive, in session: SearchSession) -> SearchOutcome {
    let outcome = archive.outcome(session.budget)
    guard session.budget.cancellation.reason == nil, archive.best?.isExact != true else { return outcome }
    let budget = WorkBudget(
      limit: Int(Self.share * Double(session.options.effort.workLimit)),
      cancellation: session.budget.cancellation)
    let rows = session.training.limited(to: Self.rows)
    let parts = session.training.limited(to: Self.rowsOfParts)
    let context = session.context
    var curves = ShorterForms.Settings()
    if case .evidence = archive.rule { curves.toleranceOfCurves = Self.toleranceBesideNoise }
    let shortening = LawShortening(
      refiner: ExpressionRefiner(rows).weighing(archive.noise).fitting(to: .comparison),
      forms: ShorterForms(
        names: parts.inputNames, columns: parts.inputs, catalog: context.catalog, settings: curves),
      box: session.fitter.absolute.box,
      isAllowed: { context.catalog.allows($0) && context.constraints.allow($0) })
    let known = archive.table.filter { !$0.expression.variables.isEmpty }
    let best = archive.best?.expression
    let forms = shortening.shorter(
      than: known.map(\.expression), leading: known.firstIndex { $0.expression == best }, budget: budget)
    for form in forms {
      let isKnown = archive.laws.contains { $0.expression.form == form.law.form }
      guard !isKnown,
        let law = session.fitter.law(
          form.law, from: known[form.source].origin, weighting: .absoluteNoise, budget: budget)
      else { continue }
      archive.add(law)
    }
    return outcome
  }
}
