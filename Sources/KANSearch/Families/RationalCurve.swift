import KANFormula
import KANNumerics
import RealModule

/// Laws t(x) = (a₀ + a₁·x + …)/(1 + b₁·x + …) of degree three at most in numerator and denominator, without poles among the data.
///
/// t·(1 + b·x + …) = a₀ + a₁·x + … is linear; weighting it by the inverse denominator of the previous fit makes its residuals those
/// of t (Sanathanan & Koerner, IEEE Trans. Autom. Control 8, 1963).
struct RationalCurve: LawFamily {
  static let name = "rational-functions"
  static let summary = "the target is a ratio of polynomials of one input, of degree three at most"
  static let tier = FamilyTier.curves

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The largest degree of numerator and denominator: as in calibrations; cubic over cubic already has seven constants.
    var degree = 3
    /// Rounds of weighting by the previous denominator: the coefficients converge in two or three.
    var rounds = 4
    /// Rows that every law must have beyond its constants.
    var spareRows = 2
    /// The number of forms of every number of constants that are refined, and of laws that are proposed: one of every number.
    var forms = 2
    var laws = 7
  }

  var settings = Settings()

  /// The powers in the numerator, and the largest power in the denominator.
  private struct Form {
    let above: ClosedRange<Int>
    let below: Int
    var constants: Int { above.count + below }
  }

  func candidates(for problem: Subproblem, in context: SearchContext) -> [Expression] {
    let degrees = 0...settings.degree
    let forms = degrees.flatMap { p in
      degrees.dropFirst().flatMap { q in
        [0, 1].filter { $0 <= p }.map { Form(above: $0...p, below: q) }
      }
    }
    return CurveSample.inputs(of: problem).flatMap { input -> [Expression] in
      guard let sample = CurveSample(problem, along: input, weighting: context.look.weighting) else {
        return []
      }
      let possible = forms.filter { sample.x.count >= $0.constants + settings.spareRows }
      let started = context.map(possible) { start(sample, $0, $1) }.compactMap { $0 }
      let sizes = Dictionary(grouping: started, by: \.law.freeConstants.count)
      let best = sizes.keys.sorted().flatMap { size in
        (sizes[size] ?? []).sorted { $0.left < $1.left }.prefix(settings.forms)
      }
      let fits = context.map(best.map(\.law)) { sample.fitted($0, $1.budget) }
      return sample.shortest(fits.compactMap { $0 }, limit: settings.laws)
    }
  }

  /// The law of a form by the linear fits, and its residual sum of squares.
  private func start(
    _ sample: CurveSample, _ form: Form, _ context: SearchContext
  ) -> (law: Expression, left: Double)? {
    let unit = max(abs(sample.range.lowerBound), abs(sample.range.upperBound))
    let u = sample.x.map { $0 / unit }
    let powers = (0...settings.degree).map { k in u.map { $0.wholePower(k) } }
    var below = u.map { _ in 1.0 }
    var best: (coefficients: [Double], left: Double)?
    for _ in 0..<settings.rounds where !context.budget.isExhausted {
      let weights = zip(sample.weights, below).map { $0 / abs($1) }
      context.budget.spend(u.count * form.constants * (form.constants + 4))
      let columns =
        form.above.map { k in u.indices.map { powers[k][$0] * weights[$0] } }
        + (1...form.below).map { k in u.indices.map { -powers[k][$0] * sample.t[$0] * weights[$0] } }
      guard
        let fit = LinearProjection.fit(columns, to: zip(sample.t, weights).map { $0 * $1 })
      else { break }
      let b = fit.coefficients.suffix(form.below)
      below = u.indices.map { s in 1 + zip(1..., b).reduce(0.0) { $0 + $1.1 * powers[$1.0][s] } }
      guard below.keepsSign else { break }
      let above = u.indices.map { s in
        zip(form.above, fit.coefficients).reduce(0.0) { $0 + $1.1 * powers[$1.0][s] }
      }
      let left = u.indices.reduce(0.0) { sum, s in
        let r = (sample.t[s] - above[s] / below[s]) * sample.weights[s]
        return sum + r * r
      }
      if left.isFinite, left < best?.left ?? .infinity { best = (fit.coefficients, left) }
    }
    guard let best else { return nil }
    let numerator = Self.polynomial(form.above, best.coefficients, unit)
    let denominator = [1] + Self.polynomial(1...form.below, best.coefficients.suffix(form.below), unit)
    let law = Expression.total(numerator) / .sum(denominator)
    guard law.freeConstants.allSatisfy(\.isFinite) else { return nil }
    return (law, best.left)
  }

  /// The terms of a polynomial of x/unit.
  private static func polynomial(
    _ exponents: ClosedRange<Int>, _ coefficients: some Sequence<Double>, _ unit: Double
  ) -> [Expression] {
    zip(exponents, coefficients).map { k, c in
      let own = Expression.real(c / unit.wholePower(k))
      return k == 0 ? own : own * .power(CurveSample.variable, .rational(Rational(k)))
    }
  }
}
