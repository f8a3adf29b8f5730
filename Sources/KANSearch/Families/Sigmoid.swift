import KANFormula
import RealModule

/// Laws that rise or fall from one level to another: logistic, Gompertz, Richards and Hill curves, each alone or plus a constant;
/// with exponent 1 the last is Michaelis-Menten saturation.
struct Sigmoid: SeparableFamily {
  static let name = "sigmoids"
  static let summary =
    "the target is a logistic, Gompertz, Richards or Hill curve of one input, alone or with an added constant"

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The number of positions of the middle, which extend beyond the range by this share of it.
    var places = 15
    var beyond = 0.25
    /// Widths of the step in units of the input's.
    var widths = [0.02, 0.04, 0.08, 0.16, 0.32, 0.64]
    /// Exponents of Richards curves, which give the asymmetry between the two levels.
    var asymmetries = [0.25, 0.5, 2, 4]
    /// Exponents of Hill curves, and the positions of their middle over this many decades up to the largest input.
    var exponents = [0.5, 0.75, 1, 1.5, 2, 3, 5, 8]
    var decades = 3.0
  }

  var settings = Settings()

  func curves(along sample: CurveSample) -> [SeparableCurve] {
    let places = CurveGrid.places(in: sample.range, beyond: settings.beyond, count: settings.places)
    let widths = settings.widths.map { $0 * sample.width }
    let steps = CurveGrid.pairs(places, widths + widths.map { -$0 })
    var found: [SeparableCurve] = []
    for isAbove in [false, true] {
      let rising = isAbove ? CurveGrid.pairs(places, widths) : steps
      found.append(
        Self.curve(rising, isAbove: isAbove, { 1 / (1 + Double.exp(-$0)) }, { .power(1 + .exp(-$0), -1) }))
      found.append(
        Self.curve(steps, isAbove: isAbove, { Double.exp(-Double.exp(-$0)) }, { .exp(-.exp(-$0)) }))
      found.append(hill(sample, isAbove: isAbove))
    }
    let richards = settings.asymmetries.map { p in
      Self.curve(
        steps, isAbove: false, { Double.pow(1 + Double.exp(-$0), -p) }, { .power(1 + .exp(-$0), .real(-p)) })
    }
    return (found + richards).filter { !$0.starts.isEmpty }
  }

  /// c·f((x − μ)/s), with θ = (μ, s), with or without a constant.
  private static func curve(
    _ starts: [[Double]], isAbove: Bool, _ value: @escaping @Sendable (Double) -> Double,
    _ expression: @escaping @Sendable (Expression) -> Expression
  ) -> SeparableCurve {
    SeparableCurve(
      starts: starts,
      columns: { theta, x in
        let step = x.map { value(($0 - theta[0]) / theta[1]) }
        return isAbove ? [step, x.map { _ in 1 }] : [step]
      },
      law: { theta, c, x in
        // One slope and one shift: −(x − μ)/s as they are refined.
        let argument = .real(1 / theta[1]) * x + .real(-theta[0] / theta[1])
        let step = .real(c[0]) * expression(argument)
        return isAbove ? step + .real(c[1]) : step
      })
  }

  /// c/(1 + k·x^(−n)), for inputs that are not negative.
  private func hill(_ sample: CurveSample, isAbove: Bool) -> SeparableCurve {
    let high = sample.range.upperBound
    let middles = CurveGrid.geometric(
      from: high * Double.pow(10, -settings.decades), to: 10 * high, count: settings.places)
    let isPossible = sample.range.lowerBound >= 0
    return SeparableCurve(
      starts: isPossible ? CurveGrid.pairs(middles, settings.exponents) : [],
      columns: { theta, x in
        let step = x.map { 1 / (1 + Double.pow(theta[0] / $0, theta[1])) }
        return isAbove ? [step, x.map { _ in 1 }] : [step]
      },
      law: { theta, c, x in
        let k = Double.pow(theta[0], theta[1])
        let exponent: Expression = theta[1] == 1 ? -1 : .real(-theta[1])
        let step = .real(c[0]) * .power(1 + .real(k) * .power(x, exponent), -1)
        return isAbove ? step + .real(c[1]) : step
      })
  }
}
