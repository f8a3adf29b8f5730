import KANFormula

/// A small term in addition to a large one. If all constants of a law that comes near are exact, its residuals are the small term
/// to all digits, and a law is searched for them.
struct CorrectionStage: SearchStage {
  static let name = "correction"
  static let summary = "a smaller term in the residuals of a law without measured constants"

  func advance(_ archive: inout LawArchive, in session: SearchSession) -> SearchOutcome {
    // The most accurate of them, not the most likely: the residuals of the latter may be called noise where this one leaves a term.
    let named = archive.laws.filter {
      $0.expression.freeConstants.isEmpty && !$0.expression.variables.isEmpty
    }
    guard let law = named.min(by: { $0.error < $1.error })?.expression,
      let compiled = try? CompiledExpression(law, variables: session.training.inputNames)
    else { return archive.outcome(session.budget) }
    session.reserving(SimpleFormsStage.reserve) { session in
      let found = ExactForms(session, beside: compiled).quickLaws()
      archive.add(found.map { law + $0.expression }, in: session)
    }
    return archive.outcome(session.budget)
  }
}
