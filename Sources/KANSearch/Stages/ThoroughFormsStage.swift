/// Exact laws of many terms, with richer and richer libraries.
struct ThoroughFormsStage: SearchStage {
  static let name = "thorough-forms"
  static let summary = "exact laws of many terms"

  func advance(_ archive: inout LawArchive, in session: SearchSession) -> SearchOutcome {
    session.reserving(SimpleFormsStage.reserve) { session in
      let forms = ExactForms(session)
      for breadth in Look.Breadth.allCases where archive.outcome(session.budget) == .open {
        archive.add(forms.thoroughLaws(breadth).map(\.expression), in: session)
      }
    }
    return archive.outcome(session.budget)
  }
}
