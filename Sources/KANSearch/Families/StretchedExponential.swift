import KANFormula
import RealModule

/// Laws t(x) = c·e^(a·x^p) of a positive input with a free exponent, alone, times a power x^q, or above a constant: the relaxation of
/// Kohlrausch, Williams and Watts, the distributions of Weibull, the brightness profiles of Sérsic.
struct StretchedExponential: SeparableFamily {
  static let name = "stretched-exponentials"
  static let summary =
    "the target is the exponential of a power of one input, alone, times another power, or with an added constant"

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The exponents of the power inside.
    var exponents = [
      -2, -1.5, -1, -0.75, -0.5, -0.25, -0.125, 0.125, 0.25, 0.35, 0.5, 0.65, 0.8, 1.25, 1.5, 2, 2.5, 3, 4,
    ]
    /// With a constant below, the sizes of a·x^p at the largest input.
    var sizes = CurveGrid.geometric(from: 0.3, to: 60, count: 12)
  }

  var settings = Settings()
  var laws: Int { 2 }

  func curves(along sample: CurveSample) -> [SeparableCurve] {
    let (low, high) = (sample.range.lowerBound, sample.range.upperBound)
    guard low > 0 else { return [] }
    @Sendable func powers(_ p: Double, _ x: [Double]) -> [Double] { x.map { Double.pow($0 / high, p) } }
    @Sendable func inside(_ a: Double, _ p: Double, _ x: Expression) -> Expression {
      .exp(.real(a / Double.pow(high, p)) * .power(x, .real(p)))
    }
    let exponents = settings.exponents.map { [$0] }
    let alone = SeparableCurve(
      starts: exponents, isOfLogarithm: true,
      columns: { theta, x in [x.map { _ in 1 }, powers(theta[0], x)] },
      law: { theta, c, x in .real(.exp(c[0])) * inside(c[1], theta[0], x) })
    let withPower = SeparableCurve(
      starts: exponents, isOfLogarithm: true,
      columns: { theta, x in [x.map { _ in 1 }, powers(theta[0], x), x.map { Double.log($0 / high) }] },
      law: { theta, c, x in
        .product([
          .real(.exp(c[0] - c[2] * .log(high))), .power(x, .real(c[2])), inside(c[1], theta[0], x),
        ])
      })
    let above = SeparableCurve(
      starts: CurveGrid.pairs(settings.sizes, settings.exponents),
      columns: { theta, x in [x.map { _ in 1 }, powers(theta[1], x).map { Double.exp(-theta[0] * $0) }] },
      law: { theta, c, x in .real(c[1]) * inside(-theta[0], theta[1], x) + .real(c[0]) })
    return [alone, withPower, above]
  }
}
