/// Structures grown step by step from the sum of curves: by joining two blocks, then by using inputs twice.
struct GrowthStage: SearchStage {
  static let name = "growth"
  static let summary = "structures that grow step by step and finally may use inputs twice"

  /// The ratio of errors below which a step is accepted.
  private static let improvement = 0.95

  func isNeeded(after outcome: SearchOutcome) -> Bool { outcome == .open || outcome == .noiseSuspected }

  func advance(_ archive: inout LawArchive, in session: SearchSession) -> SearchOutcome {
    guard session.options.structures.hasTheWhole else { return archive.outcome(session.budget) }
    let start = Structure.additive(session.inputCount)
    for steps in [\Structure.merged, \Structure.extended] { grow(steps, from: start, &archive, session) }
    return archive.outcome(session.budget)
  }

  /// Takes the best step from a structure as long as a step helps.
  private func grow(
    _ steps: KeyPath<Structure, [Structure]>, from start: Structure, _ archive: inout LawArchive,
    _ session: SearchSession
  ) {
    let search = NetworkSearch(session)
    var current = start
    var error = Double.infinity
    while isNeeded(after: archive.outcome(session.budget)) {
      let fresh = current[keyPath: steps].filter { !archive.networks.tried.contains($0) }
      guard !fresh.isEmpty else { return }
      let trained = search.train(fresh, &archive)
      guard let best = trained.min(by: { $0.validationError < $1.validationError }),
        best.validationError < Self.improvement * error
      else { return }
      search.refine(search.promising(trained).prefix(1), &archive, while: [.open, .noiseSuspected])
      if isNeeded(after: archive.outcome(session.budget)) {
        search.search([best.structure.wrapped], &archive, while: [.open, .noiseSuspected])
      }
      current = best.structure
      error = best.validationError
    }
  }
}
