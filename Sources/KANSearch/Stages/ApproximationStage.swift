import KANSymbolic

/// Closed forms that are far worse than the splines from which they come: if nothing better was found, they are worth showing.
struct ApproximationStage: SearchStage {
  static let name = "approximations"
  static let summary = "closed forms closest to the best networks"

  func isNeeded(after outcome: SearchOutcome) -> Bool { outcome != .settled && outcome != .noise }

  func advance(_ archive: inout LawArchive, in session: SearchSession) -> SearchOutcome {
    let outcome = archive.outcome(session.budget)
    // A few fits, which are made even if the budget of the search is spent.
    let last = session.spending(WorkBudget(cancellation: session.budget.cancellation))
    NetworkSearch(last).buildPostponed(&archive)
    return outcome
  }
}
