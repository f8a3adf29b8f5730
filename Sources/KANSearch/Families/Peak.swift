import KANFormula
import KANSymbolic
import RealModule

/// Laws t(x) = background + Σ c·f((x − μ)/s): Gaussian or Lorentzian peaks on no background, a constant, a line or a decay.
///
/// A peak is added where it explains most of the residuals, and all constants are refined together before the next one.
struct Peak: LawFamily {
  static let name = "peaks"
  static let summary = "the target is one or more Gaussian or Lorentzian peaks, alone or on a background"
  static let tier = FamilyTier.curves

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The maximum number of peaks: each has three constants.
    var maximumPeaks = 3
    /// The number of positions of a peak, which extend beyond the range by this share of it, and its widths in units of the input's.
    var places = 25
    var beyond = 0.1
    var widths = [0.02, 0.04, 0.08, 0.16, 0.32, 0.64]
    /// Rates of a decaying background in units of the inverse width of the input.
    var rates = [0.5, 1.0, 2, 4, 8]
    /// The number of laws that are proposed.
    var laws = 4
  }

  var settings = Settings()

  private enum Shape: CaseIterable {
    case gauss, lorentz

    func value(_ z: Double) -> Double { self == .gauss ? Double.exp(-z * z) : 1 / (1 + z * z) }

    func expression(_ x: Expression, _ place: Double, _ width: Double) -> Expression {
      let square = ((x - .real(place)) * .real(1 / width)).pow(2)
      return self == .gauss ? .exp(-square) : .power(1 + square, -1)
    }
  }

  private enum Background: CaseIterable {
    case none, constant, line, decay
  }

  private struct Kind: Sendable {
    let shape: Shape
    let background: Background
  }

  func candidates(for problem: Subproblem, in context: SearchContext) -> [Expression] {
    let kinds = Shape.allCases.flatMap { shape in
      Background.allCases.map { Kind(shape: shape, background: $0) }
    }
    return CurveSample.inputs(of: problem).flatMap { input -> [Expression] in
      guard let sample = CurveSample(problem, along: input, weighting: context.look.weighting) else {
        return []
      }
      return sample.shortest(
        context.map(kinds) { laws(sample, $0, $1.budget) }.flatMap { $0 }, limit: settings.laws)
    }
  }

  /// The law of one peak, of two, and so on as long as one more is worth its length.
  private func laws(_ sample: CurveSample, _ kind: Kind, _ budget: WorkBudget) -> [CurveSample.Fit] {
    var found: [CurveSample.Fit] = []
    guard let start = sample.starts(of: first(sample, kind), limit: 1, budget).first,
      var current = sample.fitted(start, budget)
    else { return [] }
    found.append(current)
    while found.count < settings.maximumPeaks, !budget.isExhausted,
      let rest = sample.rest(of: current.law), let peak = best(kind.shape, for: rest, sample, budget),
      let next = sample.fitted(current.law + peak, budget), next.length < current.length
    {
      current = next
      found.append(next)
    }
    return found
  }

  /// Positions and widths of a peak.
  private func grid(_ sample: CurveSample) -> [[Double]] {
    CurveGrid.pairs(
      CurveGrid.places(in: sample.range, beyond: settings.beyond, count: settings.places),
      settings.widths.map { $0 * sample.width })
  }

  /// One peak on a background, θ = (μ, s) and the background's rate.
  private func first(_ sample: CurveSample, _ kind: Kind) -> SeparableCurve {
    let (shape, background) = (kind.shape, kind.background)
    let origin = sample.range.lowerBound
    let rates = background == .decay ? settings.rates.map { $0 / sample.width } : [0]
    return SeparableCurve(
      starts: grid(sample).flatMap { place in rates.map { place + [$0] } },
      columns: { theta, x in
        let peak = x.map { shape.value(($0 - theta[0]) / theta[1]) }
        return switch background {
        case .none: [peak]
        case .constant: [peak, x.map { _ in 1 }]
        case .line: [peak, x.map { _ in 1 }, x]
        case .decay: [peak, x.map { Double.exp(-theta[2] * ($0 - origin)) }]
        }
      },
      law: { theta, c, x in
        let peak = .real(c[0]) * shape.expression(x, theta[0], theta[1])
        return switch background {
        case .none: peak
        case .constant: peak + .real(c[1])
        case .line: .sum([peak, .real(c[1]), .real(c[2]) * x])
        case .decay: peak + .real(c[1] * Double.exp(theta[2] * origin)) * .exp(.real(-theta[2]) * x)
        }
      })
  }

  /// The peak that explains most of a residual.
  private func best(
    _ shape: Shape, for rest: [Double], _ sample: CurveSample, _ budget: WorkBudget
  ) -> Expression? {
    let target = zip(rest, sample.weights).map { $0 * $1 }
    var best: (left: Double, law: Expression)?
    for place in grid(sample) where !budget.isExhausted {
      budget.spend(sample.x.count * Self.unitsOfAPeak)
      let column = zip(sample.x, sample.weights).map { shape.value(($0 - place[0]) / place[1]) * $1 }
      guard let fit = LinearProjection.fit([column], to: target), fit.left < best?.left ?? .infinity else {
        continue
      }
      best = (
        fit.left, .real(fit.coefficients[0]) * shape.expression(CurveSample.variable, place[0], place[1])
      )
    }
    return best?.law
  }

  /// The cost of a peak and its projection at a point, in multiply-adds.
  private static let unitsOfAPeak = 15
}
