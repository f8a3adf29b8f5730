import KANFormula

/// A family of curves of one input, all but a few of whose constants are linear.
protocol SeparableFamily: LawFamily {
  /// The curves worth a scan of a sample.
  func curves(along sample: CurveSample) -> [SeparableCurve]
  /// The number of laws of a sample that are proposed, and of starts of every curve that are refined.
  var laws: Int { get }
  var startsOfACurve: Int { get }
}

extension SeparableFamily {
  static var tier: FamilyTier { .curves }
  var laws: Int { 3 }
  var startsOfACurve: Int { 2 }

  func candidates(for problem: Subproblem, in context: SearchContext) -> [Expression] {
    CurveSample.inputs(of: problem).flatMap { input -> [Expression] in
      guard let sample = CurveSample(problem, along: input, weighting: context.look.weighting) else {
        return []
      }
      let fits = context.map(curves(along: sample)) { curve, own in
        sample.starts(of: curve, limit: startsOfACurve, own.budget).compactMap {
          sample.fitted($0, own.budget)
        }
      }
      return sample.shortest(fits.flatMap { $0 }, limit: laws)
    }
  }
}
