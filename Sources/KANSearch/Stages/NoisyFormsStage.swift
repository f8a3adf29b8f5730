/// Closed forms for a target with noise: the same families, with proposals ranked by description length.
struct NoisyFormsStage: SearchStage {
  static let name = "noisy-forms"
  static let summary = "laws in noise, by description length"

  func advance(_ archive: inout LawArchive, in session: SearchSession) -> SearchOutcome {
    session.report(phase: "looking for laws in noise", step: archive.attempts.count)
    session.reserving(SimpleFormsStage.reserve) { session in
      let forms = NoisyForms(session)
      for breadth in [Look.Breadth.powers, .functions] {
        guard [.open, .noiseSuspected].contains(archive.outcome(session.budget)) else { break }
        // Angles in degrees matter only for functions.
        forms.look(
          at: [forms.root], breadth, reducingBy: breadth == .functions ? [DegreeConversion()] : [],
          addingTo: &archive)
      }
    }
    return archive.outcome(session.budget)
  }
}
