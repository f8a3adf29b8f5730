/// The registry of reductions.
enum Reductions {
  /// A new reduction is one file and one line here.
  static let all: [any Reduction.Type] = [
    MultiplicativeSeparation.self, AdditiveSeparation.self, PairMerging.self, AngleSubstitution.self,
    DegreeConversion.self, LawParts.self, FactorsOfLaws.self,
    SymmetryReduction.self, CommonIndex.self,
  ]
}
