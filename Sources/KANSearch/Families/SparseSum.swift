import KANFormula
import KANSymbolic

/// Laws whose target, or a common function of it, is a sum of few terms: τ(t) = Σ a·m.
///
/// With exact data the right terms leave no residual, so one linear selection covers a whole family of laws; every row counts by
/// its relative error, however many decades the target spans.
struct SparseSum: LawFamily {
  static let name = "sparse-sums"
  static let summary = "a function of the target is a sum of a few products of powers and functions"
  static let tier = FamilyTier.common

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The number of rows that select the terms: with exact data all are equally good, noise requires more.
    var rows = 400
    var rowsWithNoise = 1_000
    /// The approximate number of terms, by breadth of the library.
    var terms = [1_200, 6_000, 8_000]
    var termsWithNoise = [400, 1_500, 2_000]
    /// The longest sum, by breadth: the more terms there are, the more easily some of them imitate others.
    var maximumTerms = [14, 9, 9]
    var maximumTermsWithNoise = 6
    /// The number of terms of which all small combinations are tried.
    var core = BestSubsets.tripleLimit
    /// With noise, the number of choices of different length that are refined.
    var choices = 4
    /// With noise, the number of choices of each length that are compared.
    var choicesOfASize = 8
    /// Under noise more transforms of the target only make more look-alikes.
    var transformsWithNoise: [TargetTransform] = [
      .power(1), .power(-1), .power(2), .power(-2), .log,
    ]
  }

  var settings = Settings()
  var transforms = TargetTransform.all.filter(\.isCommon)

  func candidates(for problem: Subproblem, in context: SearchContext) -> [Expression] {
    let all =
      context.look.weighting.isNoisy ? transforms.filter(settings.transformsWithNoise.contains) : transforms
    return context.map(all) { laws(problem, $0, $1) }.flatMap { $0 }
  }

  /// The laws of one transform, best last; the last one is exact if any is.
  func laws(_ problem: Subproblem, _ transform: TargetTransform, _ context: SearchContext) -> [Expression] {
    let look = context.look
    let isNoisy = look.weighting.isNoisy
    let breadth = look.breadth.rawValue
    guard
      let target = TransformedTarget(
        problem, transform, weighting: look.weighting,
        limit: isNoisy ? settings.rowsWithNoise : settings.rows)
    else { return [] }
    let terms = isNoisy ? settings.termsWithNoise[breadth] : settings.terms[breadth]
    let library = TermLibrary(for: problem, look, rows: target.rows, budget: terms)
    let columns = library.columns(context.budget)
    let count = library.terms.count
    var selection = SubsetSelection(count: count, target: target.weighted, budget: context.budget) {
      target.weighted(columns($0))
    }
    selection.maximumColumns =
      isNoisy ? settings.maximumTermsWithNoise : settings.maximumTerms[breadth]
    if isNoisy { selection.choicesOfASize = settings.choicesOfASize }
    selection.triesQuadruples = !look.isThorough
    selection.core = Array((0..<count).prefix(settings.core))
    let choices = look.isThorough ? selection.run() : selection.smallest()
    let structure = StructurePrice(inputCount: problem.table.inputs.count)
    let taken =
      isNoisy
      ? selection.worthwhile(choices, of: count, limit: settings.choices) {
        structure(library.sum(of: $0))
      }
      : choices
    return taken.map {
      problem.composed(with: transform.inverse(library.sum(of: $0), isNegative: target.isNegative))
    }
  }
}
