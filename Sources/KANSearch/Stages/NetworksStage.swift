/// All structures that use every input once, if there are few enough of them.
struct NetworksStage: SearchStage {
  static let name = "networks"
  static let summary = "all sums of products and products of sums of curves, with and without an outer curve"

  func isNeeded(after outcome: SearchOutcome) -> Bool { outcome == .open || outcome == .noiseSuspected }

  func advance(_ archive: inout LawArchive, in session: SearchSession) -> SearchOutcome {
    let search = NetworkSearch(session)
    for tier in Structure.furtherTiers(session.inputCount)
    where isNeeded(after: archive.outcome(session.budget)) {
      search.search(session.options.structures.of(tier), &archive, while: [.open, .noiseSuspected])
    }
    return archive.outcome(session.budget)
  }
}
