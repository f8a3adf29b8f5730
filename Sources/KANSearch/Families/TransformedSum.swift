import KANFormula

/// Sums and ratios of few terms behind rarer functions of the target: sines and tangents, exponentials, probabilities.
struct TransformedSum: LawFamily {
  static let name = "transformed-sums"
  static let summary = "the sine, cosine, tangent, exponential or logit of the target is such a sum or ratio"
  static let tier = FamilyTier.rare

  /// The numbers that decide.
  struct Settings: Sendable {
    /// About how many terms there are to choose from, by breadth of the library: fewer than for common transforms.
    var terms = [400, 1_500, 2_000]
    /// The terms of which all small combinations are tried.
    var core = BestSubsets.quadrupleLimit
    var transformsWithNoise: [TargetTransform] = [.sin, .tan]
    var ratios: [TargetTransform] = [.sin, .cos, .tan]
  }

  var settings = Settings()

  func candidates(for problem: Subproblem, in context: SearchContext) -> [Expression] {
    let isNoisy = context.look.weighting.isNoisy
    // With noise powers alone stand behind the common transforms; functions behind these as well.
    if isNoisy, context.look.breadth == .powers { return [] }
    var sum = SparseSum()
    sum.settings.terms = settings.terms
    sum.settings.core = settings.core
    sum.settings.transformsWithNoise = settings.transformsWithNoise
    sum.transforms = TargetTransform.all.filter { !$0.isCommon }
    let sums = sum.candidates(for: problem, in: context)
    if isNoisy { return sums }
    var ratio = SparseRatio()
    ratio.settings.transforms = settings.ratios
    return sums + ratio.candidates(for: problem, in: context)
  }
}
