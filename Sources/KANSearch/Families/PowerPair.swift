import KANFormula
import RealModule

/// Laws t(x) = a·x^p + b·x^q of a positive input with free exponents, one of which may be 0: the potentials of Lennard-Jones and Mie,
/// equations of state, friction that grows with two powers of the speed.
///
/// Exponents such as 12 and 6 are beyond the powers of a term library, so all pairs of a coarse grid of exponents are compared.
struct PowerPair: SeparableFamily {
  static let name = "power-pairs"
  static let summary =
    "the target is a sum of two powers of one input with any exponents, or of one such power and a constant"

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The magnitudes of the exponents: their distances are small enough for a refinement to find those in between.
    var exponents = [0.25, 0.5, 0.75, 1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, 12, 14]
    /// The largest ratio of the powers of the largest and the smallest input, beyond which one row decides.
    var largestRatio = 1e30
  }

  var settings = Settings()
  var laws: Int { 2 }

  func curves(along sample: CurveSample) -> [SeparableCurve] {
    let (low, high) = (sample.range.lowerBound, sample.range.upperBound)
    guard low > 0 else { return [] }
    let decades = Double.log(high / low)
    let possible = settings.exponents.filter { $0 * decades < .log(settings.largestRatio) }
    let exponents = possible.reversed().map { -$0 } + [0] + possible
    // Powers of the input in units of the largest, which neither overflow nor lose a column beside the other.
    return [
      SeparableCurve(
        starts: CurveGrid.combinations(of: exponents, 2),
        columns: { theta, x in theta.map { p in x.map { Double.pow($0 / high, p) } } },
        law: { theta, c, x in
          .sum(
            zip(theta, c).map { p, c in
              p == 0 ? .real(c) : .real(c / Double.pow(high, p)) * .power(x, .real(p))
            })
        })
    ]
  }
}
