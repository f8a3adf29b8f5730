import KANFormula

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Looks for t(x) = x^p·(c + Σ e^(−a·x)·(α·cos ω·x + β·sin ω·x)) with p = 0, 1 or −1, as linear systems relax and swing.
///
/// For given rates a and ω the rest is linear, so of a grid of rates the best is taken on what is left, and all constants
/// are refined together before the next mode joins (matching pursuit, Mallat & Zhang 1993).
struct ModeSum {
  let node: LawNode
  var noise = NoiseModel.none
  /// The rows that decide.
  var rows = 500

  private static let maximumModes = 3
  /// Damping rates in units of one over the range.
  private static let dampings: [Double] = [-2, -0.5, 0.5, 1, 2, 4, 8, 16, 32]

  /// What a mode may be.
  private enum Kind: CaseIterable {
    case decay, wave, dampedWave
  }

  /// A sum of modes at its best constants, in terms of x.
  private struct Sum {
    var modes: [Expression] = []
    var law: Expression
    var rest: [Double]
    var descriptionLength: Double
  }

  /// Laws for y of one mode, of two, and so on for as long as one more is worth its length.
  func laws(deadline: Deadline) -> [Expression] {
    guard node.inputs.count == 1, let input = node.inputs.first else { return [] }
    return [0, 1, -1].flatMap { power -> [Expression] in
      guard let sample = Sample(self, input, power: power) else { return [] }
      let factor = Expression.power(node.table.variable(input), .rational(Rational(power)))
      return sums(sample, deadline: deadline).map { sum in
        let modes = sum.law.substituting([Sample.name: node.table.variable(input)])
        return node.whole(power == 0 ? modes : factor * modes)
      }
    }
  }

  private func sums(_ sample: Sample, deadline: Deadline) -> [Sum] {
    var found: [Sum] = []
    var current = sample.constant
    while current.modes.count < Self.maximumModes, !deadline.hasPassed {
      let next = Kind.allCases.compactMap { sample.adding($0, to: current) }
        .min { $0.descriptionLength < $1.descriptionLength }
      guard let next, next.descriptionLength < current.descriptionLength else { break }
      current = next
      found.append(current)
    }
    return found
  }

  /// The rows, and the rates that they can tell apart.
  private struct Sample {
    static let name = "x"
    let x: [Double]
    let refiner: ExpressionRefiner
    let weights: [Double]
    let origin: Double
    let width: Double
    let frequencies: [Double]

    init?(_ search: ModeSum, _ input: Int, power: Int) {
      let node = search.node
      let column = node.table.inputs[input]
      let usable = column.indices.filter { power == 0 || column[$0] != 0 }
      let count = min(search.rows, usable.count)
      guard count > 20 else { return nil }
      let chosen = (0..<count).map { usable[$0 * usable.count / count] }
      x = chosen.map { column[$0] }
      let factors = x.map { $0.wholePower(power) }
      weights =
        search.noise == .additive
        ? zip(chosen, factors).map { node.weight(at: $0) * abs($1) } : x.map { _ in 1 }
      let t = zip(chosen, factors).map { node.values[$0] / $1 }
      guard let low = x.min(), let high = x.max(), high > low, weights.allSatisfy(\.isFinite) else {
        return nil
      }
      (origin, width) = (low, high - low)
      // Up to a quarter of the sampling rate, in steps that a fit can bridge.
      let turns = Double(min(count, 240)) / 4 * .pi
      frequencies = stride(from: 1.0, through: turns, by: 1).map { $0 / (high - low) }
      let scale = t.typicalMagnitude
      guard scale > 0, scale.isFinite else { return nil }
      refiner = ExpressionRefiner(
        columns: [x], names: [Self.name], target: t, rootWeights: weights, spread: scale)
    }

    var constant: Sum {
      let t = refiner.target
      let mean = t.reduce(0, +) / Double(t.count)
      return Sum(law: .real(mean), rest: t.map { $0 - mean }, descriptionLength: .infinity)
    }

    /// The sum with one more mode; `nil` where that is not finite.
    func adding(_ kind: Kind, to sum: Sum) -> Sum? {
      guard let mode = best(kind, for: sum.rest) else { return nil }
      let modes = sum.modes + [mode]
      guard let refined = refiner.refine(.sum(modes + [.real(0)])), case .sum(let parts) = refined.expression,
        let compiled = try? CompiledExpression(refined.expression, variables: refiner.names)
      else { return nil }
      let n = Double(x.count)
      let constants = Double(refined.expression.freeConstants.count)
      return Sum(
        modes: Array(parts.dropLast()), law: refined.expression,
        rest: zip(refiner.target, compiled.values([x])).map { $0 - $1 },
        descriptionLength: n * log(max(refined.relativeError, 1e-13)) + 0.5 * log(n) * constants
          + log(2.0) * Double(refined.expression.complexity))
    }

    /// The mode of the grid that explains most of a residual.
    private func best(_ kind: Kind, for rest: [Double]) -> Expression? {
      let dampings = kind == .wave ? [0] : ModeSum.dampings.map { $0 / width }
      let turns = kind == .decay ? [0] : frequencies
      let target = zip(rest, weights).map { $0 * $1 }
      let envelopes = dampings.map { a in zip(x, weights).map { exp(-a * ($0 - origin)) * $1 } }
      var best: (gain: Double, a: Double, omega: Double, fit: (cosine: Double, sine: Double))?
      for omega in turns {
        let cosines = x.map { cos(omega * ($0 - origin)) }
        let sines = x.map { sin(omega * ($0 - origin)) }
        for (a, envelope) in zip(dampings, envelopes) {
          let (gain, fit) = Self.fit(target, envelope, cosines, sines)
          if gain > best?.gain ?? 0 { best = (gain, a, omega, fit) }
        }
      }
      guard let best else { return nil }
      return mode(kind, best.a, best.omega, best.fit)
    }

    /// What e·(α·cos + β·sin) explains of a target's square, and α and β.
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
      guard determinant > 1e-6 * cc * ss else { return (ct * ct / cc, (ct / cc, 0)) }
      let alpha = (ct * ss - st * cs) / determinant
      let beta = (st * cc - ct * cs) / determinant
      return (alpha * ct + beta * st, (alpha, beta))
    }

    /// The mode in the variable itself, whose zero need not be that of the grid.
    private func mode(
      _ kind: Kind, _ a: Double, _ omega: Double, _ fit: (cosine: Double, sine: Double)
    ) -> Expression? {
      let amplitude = (fit.cosine * fit.cosine + fit.sine * fit.sine).squareRoot() * exp(a * origin)
      let phase = atan2(-fit.sine, fit.cosine) - omega * origin
      guard amplitude.isFinite, amplitude > 0 else { return nil }
      let x = Expression.variable(Self.name)
      let decay = Expression.exp(.real(-a) * x)
      let wave = Expression.cos(.real(omega) * x + .real(phase.remainder(dividingBy: 2 * .pi)))
      return switch kind {
      case .decay: .real(fit.cosine < 0 ? -amplitude : amplitude) * decay
      case .wave: .real(amplitude) * wave
      case .dampedWave: .product([.real(amplitude), decay, wave])
      }
    }
  }
}
