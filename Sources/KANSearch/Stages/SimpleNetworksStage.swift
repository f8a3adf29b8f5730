/// The two simplest tiers of networks, trained even if a closed form leaves only noise: a few terms out of a large choice imitate
/// any curve to within noise, and a network has no such choice.
struct SimpleNetworksStage: SearchStage {
  static let name = "simple-networks"
  static let summary = "a sum and a product of curves, and a curve of the sum"

  func isNeeded(after outcome: SearchOutcome) -> Bool { outcome == .open || outcome == .noiseSuspected }

  func advance(_ archive: inout LawArchive, in session: SearchSession) -> SearchOutcome {
    let search = NetworkSearch(session)
    for tier in Structure.simpleTiers(session.inputCount)
    where ![.settled, .exhausted].contains(archive.outcome(session.budget)) {
      search.search(tier, &archive, while: [.open, .noiseSuspected, .noise])
    }
    return archive.outcome(session.budget)
  }
}
