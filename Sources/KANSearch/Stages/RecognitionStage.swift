/// Recognises the best of the networks that fitted too badly to be recognised at once: if no structure fits clearly better, noise
/// decides.
struct RecognitionStage: SearchStage {
  static let name = "recognition"
  static let summary = "laws that are read from the best networks, even if none fits well"

  func isNeeded(after outcome: SearchOutcome) -> Bool { outcome != .settled && outcome != .exhausted }

  func advance(_ archive: inout LawArchive, in session: SearchSession) -> SearchOutcome {
    NetworkSearch(session).recogniseWaiting(&archive)
    return archive.outcome(session.budget)
  }
}
