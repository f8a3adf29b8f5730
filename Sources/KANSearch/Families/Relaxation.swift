import KANFormula
import RealModule

/// Laws t(x) = c₀ + d·x + Σ c·e^(−a·x) with one decay or several, and c·(1 − e^(−a·x)): cooling, charging, decay and saturation.
///
/// Sums of decays are hard to separate one by one, so all combinations of a grid of rates are compared at once.
struct Relaxation: SeparableFamily {
  static let name = "relaxations"
  static let summary =
    "the target is a sum of up to three decays of one input, alone or with an added constant or line"

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// Rates of a single exponential, in units of the inverse width of the input, also for growth.
    var singleRates = CurveGrid.geometric(from: 0.1, to: 100, count: 24)
    /// Rates of which all pairs, and of which all triples, are compared: a start within a third of a rate is near enough.
    var pairedRates = CurveGrid.geometric(from: 0.2, to: 80, count: 18)
    var tripledRates = CurveGrid.geometric(from: 0.5, to: 60, count: 12)
  }

  var settings = Settings()
  var laws: Int { 4 }

  func curves(along sample: CurveSample) -> [SeparableCurve] {
    let origin = sample.range.lowerBound
    func rates(_ values: [Double]) -> [Double] { values.map { $0 / sample.width } }
    let single = rates(settings.singleRates)
    let either = (single + single.map { -$0 }).map { [$0] }
    let pairs = CurveGrid.combinations(of: rates(settings.pairedRates), 2)
    let triples = CurveGrid.combinations(of: rates(settings.tripledRates), 3)
    return [
      Self.decays(either, beside: 1, origin), Self.decays(either, beside: 2, origin), saturation(sample),
      Self.decays(pairs, beside: 0, origin), Self.decays(pairs, beside: 1, origin),
      Self.decays(triples, beside: 0, origin), Self.decays(triples, beside: 1, origin),
    ]
  }

  /// Sums of decays plus a polynomial with zero, one or two coefficients.
  private static func decays(_ rates: [[Double]], beside count: Int, _ origin: Double) -> SeparableCurve {
    SeparableCurve(
      starts: rates,
      columns: { rates, x in
        let powers = [x.map { _ in 1.0 }, x].prefix(count)
        return powers + rates.map { a in x.map { Double.exp(-a * ($0 - origin)) } }
      },
      law: { rates, c, x in
        var terms: [Expression] = []
        if count > 0 { terms.append(.real(c[0])) }
        if count > 1 { terms.append(.real(c[1]) * x) }
        for (a, height) in zip(rates, c.dropFirst(count)) {
          let factors = Expression.decay(a, height: height, at: origin, of: x)
          terms.append(factors.dropFirst().reduce(factors[0], *))
        }
        return .total(terms)
      })
  }

  /// c·(1 − e^(−a·x)), which is zero at zero.
  private func saturation(_ sample: CurveSample) -> SeparableCurve {
    let size = max(abs(sample.range.lowerBound), abs(sample.range.upperBound))
    let rates = settings.singleRates.map { $0 / size }
    return SeparableCurve(
      starts: (rates + rates.map { -$0 }).map { [$0] },
      columns: { theta, x in [x.map { 1 - Double.exp(-theta[0] * $0) }] },
      law: { theta, c, x in .real(c[0]) * (1 - .exp(.real(-theta[0]) * x)) })
  }
}
