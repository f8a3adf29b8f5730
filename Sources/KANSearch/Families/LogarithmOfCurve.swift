import KANFormula
import KANNumerics
import RealModule

/// Laws y = log(Πx^a · F(Πx^p)): many tables contain the logarithm of a quantity, such as magnitudes or log-intensities.
///
/// The exponential of the target is fitted by a curve of one product of powers. An error of y is a share of e^y, so every row
/// counts by its relative error there.
struct LogarithmOfCurve: LawFamily {
  static let name = "logarithms"
  static let summary = "the target is the logarithm of a curve of one product of powers"
  static let tier = FamilyTier.curves

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The span of the target from which it may be a logarithm: a factor of about twenty, below which exponentials are lines.
    var leastSpan = 3.0
    /// The span beyond which its exponential leaves the range of a `Double`.
    var largestSpan = 600.0
  }

  var settings = Settings()

  func candidates(for problem: Subproblem, in context: SearchContext) -> [Expression] {
    guard let low = problem.values.min(), let high = problem.values.max(),
      (settings.leastSpan...settings.largestSpan).contains(high - low),
      context.look.weighting != .proportionalNoise
    else { return [] }
    // One in the largest row; the shift is a factor of the curve.
    let inner = Subproblem(
      table: problem.table, values: problem.values.map { .exp($0 - high) }, factor: 1, inputs: problem.inputs)
    var look = context.look
    if look.weighting.isNoisy { look.weighting = .proportionalNoise }
    return SingleIndexModel().candidates(for: inner, in: context.looking(look)).map {
      problem.composed(with: .sum([.real(high), .log($0)]))
    }
  }
}
