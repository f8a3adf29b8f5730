/// The registry of families.
enum LawFamilies {
  /// A new family is one file and one line here.
  static let all: [any LawFamily.Type] = [
    ElementaryCurves.self, PowerLaw.self, SparseSum.self, SparseRatio.self, FactorProduct.self,
    TransformedSum.self, SingleIndexModel.self, ExponentialSum.self, LogarithmOfCurve.self,
    Relaxation.self, Sigmoid.self, Peak.self, RationalCurve.self, ShiftedPower.self, PowerPair.self,
    StretchedExponential.self, BrokenPower.self, OccupationCurve.self, QuadraticForm.self,
    SumsOfTrees.self, LinearLogOdds.self, LogOddsSum.self, CurvedLogOdds.self,
  ]

  /// The families of a tier that are enabled in a context.
  static func members(_ tier: FamilyTier, in context: SearchContext) -> [any LawFamily] {
    all.filter {
      $0.tier == tier && $0.likelihood == context.likelihood && context.methods.contains($0.name)
    }.map { $0.init() }
  }
}
