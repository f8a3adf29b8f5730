import KANFormula

/// Sums and ratios of few terms for rarer functions of the target: sines and tangents, exponentials, probabilities.
struct TransformedSum: LawFamily {
  static let name = "transformed-sums"
  static let summary =
    "the sine, cosine, tangent, exponential, logarithm, logit or odds of the target is a sum, a ratio of sums or a product"
  static let tier = FamilyTier.rare

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The approximate number of terms, by breadth of the library: fewer than for common transforms.
    var terms = [400, 1_500, 2_000]
    /// The number of terms of which all small combinations are tried.
    var core = BestSubsets.quadrupleLimit
    var transformsWithNoise: [TargetTransform] = [.sin, .cos, .tan, .logit]
    /// Powers of the target that few laws have, and the maximum number of terms for them under noise, since longer sums give look-alikes.
    var rarePowers = [(2, 3), (-2, 3)].compactMap { Rational($0, $1) }.map(TargetTransform.power)
    var termsOfRarePowers = 2
    /// Functions of the target that are products.
    var products: [TargetTransform] = [.sin, .cos, .tan, .log, .odds]
    /// Functions of the target that are ratios of sums.
    var ratios: [TargetTransform] = [.sin, .cos, .tan, .exp]
  }

  var settings = Settings()

  func candidates(for problem: Subproblem, in context: SearchContext) -> [Expression] {
    let isNoisy = context.look.weighting.isNoisy
    var sum = SparseSum()
    sum.settings.terms = settings.terms
    sum.settings.core = settings.core
    sum.transforms = TargetTransform.all.filter { !$0.isCommon }
    // With noise, sums of powers are tried for the common transforms, and for probabilities, whose logits are differences and ratios.
    if isNoisy, context.look.breadth == .powers {
      sum.settings.transformsWithNoise = [.logit]
      return sum.candidates(for: problem, in: context)
    }
    sum.settings.transformsWithNoise = settings.transformsWithNoise
    let sums = sum.candidates(for: problem, in: context) + products(problem, context)
    if isNoisy {
      sum.settings.transformsWithNoise = settings.rarePowers
      sum.settings.maximumTermsWithNoise = settings.termsOfRarePowers
      return sums + sum.candidates(for: problem, in: context)
    }
    var ratio = SparseRatio()
    ratio.settings.transforms = settings.ratios
    return sums + ratio.candidates(for: problem, in: context)
  }

  /// The same functions of the target as products with free exponents.
  private func products(_ problem: Subproblem, _ context: SearchContext) -> [Expression] {
    settings.products.flatMap { transform -> [Expression] in
      guard let values = transform.values(problem.values), !context.budget.isExhausted else { return [] }
      let inner = Subproblem(table: problem.table, values: values, factor: 1, inputs: problem.inputs)
      let isAbsolute = context.look.weighting == .absoluteNoise
      // An error of t is τ'/τ times that in log|τ(t)|.
      let laws = FactorProduct().laws(inner, in: context) { s in
        let t = problem.values[s]
        return abs(values[s]) / transform.slope(at: t) * (isAbsolute ? problem.weight(at: s) : 1 / abs(t))
      }
      return laws.map {
        problem.composed(with: transform.inverse($0, isNegative: problem.isNegative))
      }
    }
  }
}
