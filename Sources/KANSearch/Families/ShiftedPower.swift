import KANFormula
import RealModule

/// Laws of x + s with an unknown shift s: c·(x + s)^p, also times e^(a·x), c·e^(b/(x + s)) (Antoine, Vogel, Fulcher and Tammann),
/// and c·log(x + s) or c·(x + s)^p plus a constant.
struct ShiftedPower: SeparableFamily {
  static let name = "shifted-powers"
  static let summary = "the target is a power, a logarithm or exp(b/(x + s)) of a shifted input x + s"

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The distances of the singular point −s from the range of the input, in units of its width.
    var distances = CurveGrid.geometric(from: 0.003, to: 30, count: 16)
    /// Exponents for a power plus a constant.
    var exponents = [-3, -2, -1, -0.5, 0.5, 1.5, 2, 3]
  }

  var settings = Settings()
  var laws: Int { 4 }

  func curves(along sample: CurveSample) -> [SeparableCurve] {
    let (low, high) = (sample.range.lowerBound, sample.range.upperBound)
    // θ = (s, side): x + s is positive on all rows, or negative.
    let shifts =
      settings.distances.map { [$0 * sample.width - low, 1] }
      + settings.distances.map { [-high - $0 * sample.width, -1] }
    let power = SeparableCurve(
      starts: shifts, isOfLogarithm: true, columns: { [Self.ones($1), Self.logs($0, $1)] },
      law: { .real(.exp($1[0])) * .power(Self.size($0, $2), .real($1[1])) })
    let withExponential = SeparableCurve(
      starts: shifts, isOfLogarithm: true, columns: { [Self.ones($1), Self.logs($0, $1), $1] },
      law: {
        .product([.real(.exp($1[0])), .exp(.real($1[2]) * $2), .power(Self.size($0, $2), .real($1[1]))])
      })
    let exponential = SeparableCurve(
      starts: shifts, isOfLogarithm: true,
      columns: { theta, x in [Self.ones(x), x.map { 1 / ($0 + theta[0]) }] },
      law: { .real(.exp($1[0])) * .exp(.real($1[1]) / ($2 + .real($0[0]))) })
    let logarithm = SeparableCurve(
      starts: shifts, columns: { [Self.ones($1), Self.logs($0, $1)] },
      law: { .real($1[1]) * .log(Self.size($0, $2)) + .real($1[0]) })
    let above = settings.exponents.map { p in
      SeparableCurve(
        starts: shifts,
        columns: { theta, x in [Self.ones(x), x.map { Double.pow(abs($0 + theta[0]), p) }] },
        law: { .real($1[1]) * .power(Self.size($0, $2), .real(p)) + .real($1[0]) })
    }
    return [power, withExponential, exponential, logarithm] + above
  }

  private static func ones(_ x: [Double]) -> [Double] { x.map { _ in 1 } }

  private static func logs(_ theta: [Double], _ x: [Double]) -> [Double] {
    x.map { Double.log(abs($0 + theta[0])) }
  }

  /// |x + s|, of which one constant is measured.
  private static func size(_ theta: [Double], _ x: Expression) -> Expression {
    theta[1] > 0 ? x + .real(theta[0]) : .real(-theta[0]) - x
  }
}
