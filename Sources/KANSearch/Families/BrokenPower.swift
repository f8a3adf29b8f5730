import KANFormula
import RealModule

/// Laws that bend from one power of an input to another at x ≈ b: c·(1 + (x/b)^n)^p, times a power x^m of a positive input, and the logarithm
/// c·log(1 + (x/b)^n), alone or plus a constant.
///
/// Among them are the response of filters (Butterworth) and of masses, the profiles of King, Moffat and Plummer, and the broken power
/// laws of spectra and luminosity functions.
struct BrokenPower: SeparableFamily {
  static let name = "broken-powers"
  static let summary =
    "the target is a power or the logarithm of 1 + (x/b)^n for one input x, or such a power times a power of x"

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The exponents inside for positive inputs; 1 is left to `ShiftedPower` where no other power multiplies it.
    var exponents = [-4.0, -2, -1, 0.5, 1.5, 2, 3, 4, 6]
    /// Those for inputs of any sign.
    var evenExponents = [2, 4]
    /// Those inside if another power multiplies it.
    var besidePower = [1.0, 2, 3, 4]
    /// The number of bends, their distance from the range of the input, and the smallest over the largest.
    var (bends, beyond, least) = (14, 3.0, 1e-5)
  }

  var settings = Settings()
  var laws: Int { 3 }

  func curves(along sample: CurveSample) -> [SeparableCurve] {
    let (low, high) = (sample.range.lowerBound, sample.range.upperBound)
    let largest = max(abs(low), abs(high))
    let nearest = low > 0 ? max(low / settings.beyond, settings.least * largest) : largest / 30
    let bends = CurveGrid.geometric(from: nearest, to: settings.beyond * largest, count: settings.bends)
    guard low > 0 else {
      return settings.evenExponents.flatMap { n in
        Self.curves(starts: bends.map { [$0, Double(n)] }) { _ in .rational(Rational(n)) }
      }
    }
    let starts = CurveGrid.pairs(bends, settings.exponents)
    let beside = SeparableCurve(
      starts: CurveGrid.pairs(bends, settings.besidePower), isOfLogarithm: true,
      columns: { [Self.ones($1), Self.logs($0, $1), $1.map { Double.log($0 / largest) }] },
      law: {
        .product([
          .real(.exp($1[0] - $1[2] * .log(largest))), .power($2, .real($1[2])),
          .power(Self.inside($0, .real($0[1]), $2), .real($1[1])),
        ])
      })
    return Self.curves(starts: starts) { .real($0) } + [beside]
  }

  /// The power of 1 + (x/b)^n, and its logarithm with and without a constant.
  private static func curves(
    starts: [[Double]], exponent: @escaping @Sendable (Double) -> Expression
  ) -> [SeparableCurve] {
    [
      SeparableCurve(
        starts: starts, isOfLogarithm: true, columns: { [ones($1), logs($0, $1)] },
        law: { .real(.exp($1[0])) * .power(inside($0, exponent($0[1]), $2), .real($1[1])) }),
      SeparableCurve(
        starts: starts, columns: { [logs($0, $1)] },
        law: { .real($1[0]) * .log(inside($0, exponent($0[1]), $2)) }),
      SeparableCurve(
        starts: starts, columns: { [logs($0, $1), ones($1)] },
        law: { .real($1[0]) * .log(inside($0, exponent($0[1]), $2)) + .real($1[1]) }),
    ]
  }

  private static func ones(_ x: [Double]) -> [Double] { x.map { _ in 1 } }

  /// log(1 + (x/b)^n) for θ = (b, n).
  private static func logs(_ theta: [Double], _ x: [Double]) -> [Double] {
    x.map { Double.log(onePlus: Double.pow(abs($0 / theta[0]), theta[1])) }
  }

  /// 1 + (x/b)^n.
  private static func inside(_ theta: [Double], _ exponent: Expression, _ x: Expression) -> Expression {
    .real(Double.pow(theta[0], -theta[1])) * .power(x, exponent) + .rational(1)
  }
}
