/// Closed forms where the target carries noise: the same families, their proposals ranked by description length.
struct NoisyFormsStage: SearchStage {
  static let name = "noisy-forms"
  static let summary = "laws beside noise, by description length"

  func advance(_ archive: inout LawArchive, in session: SearchSession) -> SearchOutcome {
    session.report(phase: "looking for the same in noise", step: archive.attempts.count)
    session.reserving(SimpleFormsStage.reserve) { session in
      let forms = NoisyForms(session)
      for breadth in [Look.Breadth.powers, .functions] {
        guard [.open, .noiseSuspected].contains(archive.outcome(session.budget)) else { break }
        let tiers: [FamilyTier] = breadth == .powers ? [.curves, .common, .rare] : [.common, .rare]
        let found = forms.weightings.flatMap { weighting -> [NoisyForms.Proposal] in
          let context = session.context.looking(
            Look(breadth: breadth, isThorough: true, weighting: weighting))
          // Angles in degrees matter to functions only.
          let inRadians = breadth == .functions ? context.reduce(forms.root, by: DegreeConversion()) : []
          return forms.proposals(
            for: context.reduce(forms.root, by: MultiplicativeSeparation()) + [forms.root] + inRadians,
            of: tiers, in: context)
        }
        forms.add(found, to: &archive)
      }
    }
    return archive.outcome(session.budget)
  }
}
