import KANFormula
import KANNumerics
import KANSymbolic
import RealModule

/// Laws t(x) = x^p·(c + Σ e^(−a·x)·(α·cos ω·x + β·sin ω·x)) with p = 0, 1 or −1, the relaxation and oscillation of linear systems.
///
/// For given rates a and ω the rest is linear, so the best rates of a grid are fitted to the residuals, and all constants are
/// refined together before the next mode is added (matching pursuit, Mallat & Zhang 1993).
struct ExponentialSum: LawFamily {
  static let name = "exponential-sums"
  static let summary = "the target is a sum of decays, waves and damped waves of one input"
  static let tier = FamilyTier.curves

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The number of rows, and the minimum required.
    var rows = 500
    var leastRows = 12
    /// The most modes: each has up to four constants.
    var maximumModes = 3
    /// Damping rates in units of the inverse range of the input.
    var dampings: [Double] = [-2, -0.5, 0.5, 1, 2, 4, 8, 16, 32]
    /// Exponents p of the power in front of the sum.
    var powers = [0, 1, -1]
    /// The number of rows that limits frequencies to half their sampling rate (Nyquist).
    var rowsOfFrequencies = 240
  }

  var settings = Settings()

  /// The smallest squared sine of the angle between the cosine and sine columns of a wave at which they count as independent.
  private static let independence = 1e-6

  /// The kinds of modes.
  private enum Mode: CaseIterable {
    case decay, wave, dampedWave
  }

  /// A sum of modes with its best constants, in terms of x.
  private struct Sum {
    var modes: [Expression] = []
    var law: Expression
    var rest: [Double]
    var length: Double
  }

  /// Laws of one mode, of two, and so on for as long as one more is worth its length.
  func candidates(for problem: Subproblem, in context: SearchContext) -> [Expression] {
    CurveSample.inputs(of: problem).flatMap { laws(problem, along: $0, in: context) }
  }

  private func laws(
    _ problem: Subproblem, along input: Int, in context: SearchContext
  ) -> [Expression] {
    settings.powers.flatMap { power -> [Expression] in
      guard let sample = Sample(problem, input, power: power, context.look.weighting, settings) else {
        return []
      }
      let factor = Expression.power(problem.table.variable(input), .rational(Rational(power)))
      return sums(sample, budget: context.budget).map { sum in
        let modes = sum.law.substituting([Sample.name: problem.table.variable(input)])
        return problem.composed(with: power == 0 ? modes : factor * modes)
      }
    }
  }

  private func sums(_ sample: Sample, budget: WorkBudget) -> [Sum] {
    var found: [Sum] = []
    var current = sample.constant
    while current.modes.count < settings.maximumModes, !budget.isExhausted {
      let next = Mode.allCases.compactMap { sample.adding($0, to: current, budget) }
        .min { $0.length < $1.length }
      guard let next, next.length < current.length else { break }
      current = next
      found.append(current)
    }
    return found
  }

  /// The rows, and the rates that they can resolve.
  private struct Sample {
    static let name = "x"
    let x: [Double]
    let refiner: ExpressionRefiner
    let weights: [Double]
    let origin: Double
    let width: Double
    let frequencies: [Double]

    let dampings: [Double]

    init?(_ problem: Subproblem, _ input: Int, power: Int, _ weighting: Weighting, _ settings: Settings) {
      let column = problem.table.inputs[input]
      let chosen = problem.table.rows(atMost: settings.rows) { power == 0 || column[$0] != 0 }
      guard chosen.count > settings.leastRows else { return nil }
      x = chosen.map { column[$0] }
      let factors = x.map { $0.wholePower(power) }
      let t = zip(chosen, factors).map { problem.values[$0] / $1 }
      weights =
        switch weighting {
        case .rounding: x.map { _ in 1 }
        case .absoluteNoise: zip(chosen, factors).map { problem.weight(at: $0) * abs($1) }
        case .proportionalNoise: t.map { 1 / max(abs($0), .leastNormalMagnitude) }
        }
      guard let low = x.min(), let high = x.max(), high > low, weights.allSatisfy(\.isFinite) else {
        return nil
      }
      (origin, width) = (low, high - low)
      // In steps that a fit can bridge.
      let turns = Double(min(chosen.count, settings.rowsOfFrequencies)) * .pi
      frequencies = stride(from: 1.0, through: turns, by: 1).map { $0 / (high - low) }
      dampings = settings.dampings
      let scale = t.typicalMagnitude
      guard scale > 0, scale.isFinite else { return nil }
      refiner = ExpressionRefiner(
        columns: [x], names: [Self.name], target: t, rootWeights: weights, spread: scale)
    }

    var constant: Sum {
      let t = refiner.target
      let mean = t.mean
      return Sum(law: .real(mean), rest: t.map { $0 - mean }, length: .infinity)
    }

    /// The sum with one more mode; `nil` if that is not finite.
    func adding(_ kind: Mode, to sum: Sum, _ budget: WorkBudget) -> Sum? {
      guard let mode = best(kind, for: sum.rest, budget) else { return nil }
      let modes = sum.modes + [mode]
      guard let refined = refiner.refine(.sum(modes + [.real(0)]), budget: budget),
        case .sum(let parts) = refined.expression,
        let compiled = try? CompiledExpression(refined.expression, variables: refiner.names)
      else { return nil }
      return Sum(
        modes: Array(parts.dropLast()), law: refined.expression,
        rest: zip(refiner.target, compiled.values([x])).map { $0 - $1 },
        length: refined.descriptionLength(inputCount: 1).total)
    }

    /// The mode of the grid that explains most of a residual.
    private func best(_ kind: Mode, for rest: [Double], _ budget: WorkBudget) -> Expression? {
      let dampings = kind == .wave ? [0] : self.dampings.map { $0 / width }
      let turns = kind == .decay ? [0] : frequencies
      let target = zip(rest, weights).map { $0 * $1 }
      // Waves cost about ten multiply-adds, the five sums of a fit as many.
      budget.spend(turns.count * x.count * (20 + 10 * dampings.count))
      let envelopes = dampings.map { a in zip(x, weights).map { Double.exp(-a * ($0 - origin)) * $1 } }
      var best: (gain: Double, a: Double, omega: Double, fit: (cosine: Double, sine: Double))?
      for omega in turns {
        let cosines = x.map { Double.cos(omega * ($0 - origin)) }
        let sines = x.map { Double.sin(omega * ($0 - origin)) }
        for (a, envelope) in zip(dampings, envelopes) {
          let (gain, fit) = Self.fit(target, envelope, cosines, sines)
          if gain > best?.gain ?? 0 { best = (gain, a, omega, fit) }
        }
      }
      guard let best else { return nil }
      return mode(kind, best.a, best.omega, best.fit)
    }

    /// The part of a target's square that e·(α·cos + β·sin) explains, and α and β.
    private static func fit(
      _ target: [Double], _ envelope: [Double], _ cosines: [Double], _ sines: [Double]
    ) -> (gain: Double, fit: (cosine: Double, sine: Double)) {
      var (cc, cs, ss, ct, st) = (0.0, 0.0, 0.0, 0.0, 0.0)
      for n in target.indices {
        let c = envelope[n] * cosines[n]
        let s = envelope[n] * sines[n]
        cc += c * c
        cs += c * s
        ss += s * s
        ct += c * target[n]
        st += s * target[n]
      }
      let determinant = cc * ss - cs * cs
      guard determinant > ExponentialSum.independence * cc * ss else { return (ct * ct / cc, (ct / cc, 0)) }
      let alpha = (ct * ss - st * cs) / determinant
      let beta = (st * cc - ct * cs) / determinant
      return (alpha * ct + beta * st, (alpha, beta))
    }

    /// The mode in the variable itself, whose zero need not be that of the grid.
    private func mode(
      _ kind: Mode, _ a: Double, _ omega: Double, _ fit: (cosine: Double, sine: Double)
    ) -> Expression? {
      let size = (fit.cosine * fit.cosine + fit.sine * fit.sine).squareRoot()
      let phase = Double.atan2(y: -fit.sine, x: fit.cosine) - omega * origin
      guard size.isFinite, size > 0 else { return nil }
      let x = Expression.variable(Self.name)
      let wave = Expression.cos(.real(omega) * x + .real(phase.remainder(dividingBy: 2 * .pi)))
      let decay = Expression.decay(
        a, height: kind == .decay && fit.cosine < 0 ? -size : size, at: origin, of: x)
      return switch kind {
      case .decay: decay.dropFirst().reduce(decay[0], *)
      case .wave: .real(size) * wave
      case .dampedWave: .product(decay + [wave])
      }
    }
  }
}
