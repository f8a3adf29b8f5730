import KANFormula
import KANNumerics
import RealModule

/// Determines generators from the derivatives of a smooth function.
///
/// A direction in the inputs (or in powers of them) along which the target does not change is a null vector of the matrix of
/// derivatives, one row per row of the table; with an additional column of ones next to derivatives of log|t| with respect to log x
/// it is a scaling under which the target is multiplied, next to derivatives of t one under which a term is added. Small sets of
/// columns come first, so that the null vectors are as sparse as possible; vectors without simple numbers are dropped. Suggested
/// symmetries are not certain: `SymmetryChain` verifies them.
///
/// Source: Liu & Tegmark, Physical Review Letters 128 (2022) 180201, for generators read from networks; AI Feynman 2,
/// arXiv 2006.10782, for gradients of networks.
struct GeneratorSearch {
  /// The numbers on which decisions depend.
  struct Settings: Sendable, Hashable {
    /// The number of rows for derivatives, and the share of the rows at either end of an input that is left out, since networks are
    /// inaccurate there.
    var (rows, edge) = (1_200, 0.02)
    /// The largest residual of a generator, and that for inputs that seem irrelevant.
    var (largest, largestAbsent) = (0.15, 0.08)
    /// The powers of pairs of inputs, the most common first.
    var powers: [Rational] = [1, 2, 0, -1, .half, 3, -2]
    /// Powers of pairs that are common in laws if both inputs have the same; and the residual that other pairs must not exceed,
    /// since among so many one would fit noise.
    var (commonPowers, largestRare): (Set<Rational>, Double) = ([1, 0, 2, -1], 0.015)
    /// The largest ratio of the residual of a larger set to that of a subset.
    var gain = 0.3
    /// The ratio of residuals below which a power is preferred to a more common one.
    var preference = 0.7
    /// The relative distance of a weight from a simple number that is allowed.
    var nearness = 0.06
    /// The distance of the slope of a logarithm from a simple number up to which it is that: networks know slopes to about 1e-4.
    var nearnessOfSlope = 0.002
    /// Denominators of weights, and the largest weight.
    var (denominators, largestWeight) = ([1, 2, 3], 6.0)
    /// A weight of a null vector counts from this share of the largest.
    var smallestWeight = 0.02
    /// Rows with larger derivatives determine directions better; derivatives below this share of the typical one reduce the weight
    /// of a row.
    var flatness = 0.2
    /// The ratio of the smallest to the largest magnitude of an input below which another is preferred as a divisor.
    var distanceFromZero = 0.05
    /// The number of inputs up to which all sets of them are tried.
    var inputs = 9
    /// The minimum number of rows per input.
    var rowsOfInput = 10
  }

  let settings: Settings
  /// The inputs, and the target's derivatives with respect to them, on its scale, on some inner rows.
  private let x: [[Double]]
  private let slopes: [[Double]]
  /// x·∂t/∂x, and t itself.
  private let scalingSlopes: [[Double]]
  private let t: [Double]
  /// One weight per row: derivatives count by their direction rather than by their magnitude.
  private let weights: [Double]
  /// The same derivatives with respect to the inputs on their scales, in units of the spread there: the effect of each input.
  private let effects: [[Double]]
  /// The columns of the problem's table that correspond to the inputs.
  private let columns: [Int]

  /// - Parameters:
  ///   - problem: The problem that the surrogate describes, with its inputs in the same order.
  ///   - values: The target on the problem's rows.
  init(_ surrogate: Surrogate, of problem: Subproblem, settings: Settings = Settings()) {
    self.settings = settings
    self.columns = problem.inputs
    let all = problem.inputs.map { problem.table.inputs[$0] }
    let bounds = all.map { ($0.quantile(settings.edge), $0.quantile(1 - settings.edge)) }
    let inside = problem.values.indices.filter { s in
      all.indices.allSatisfy { all[$0][s] >= bounds[$0].0 && all[$0][s] <= bounds[$0].1 }
    }
    let rows = inside.evenlySpaced(atMost: settings.rows)
    let inner = all.map { column in rows.map { column[$0] } }
    let slopes = surrogate.slopes(inner)
    // t of the network and not of the table, which may contain noise.
    let t = surrogate.scaledValues(inner).map(surrogate.targetScale.original(of:))
    x = inner
    self.slopes = slopes
    scalingSlopes = inner.indices.map { i in
      slopes[i].indices.map { s in slopes[i][s] * inner[i][s] / surrogate.targetScale.derivative(at: t[s]) }
    }
    self.t = t
    // On its scale a column over decades has as much effect where it is small as where it is large.
    effects = inner.indices.map { i in
      let scale = surrogate.inputScales[i]
      let places = inner[i].map(scale.value(at:))
      let square = places.sumOfSquaredDeviations / Double(max(1, places.count))
      return zip(slopes[i], inner[i]).map { $0 / scale.derivative(at: $1) * square.squareRoot() }
    }
    weights = Self.weights(effects, flatness: settings.flatness)
  }

  /// 1/(|∇|² + share of the typical |∇|²) per row; empty without derivatives.
  private static func weights(_ slopes: [[Double]], flatness: Double) -> [Double] {
    let squares = (slopes.first?.indices ?? 0..<0).map { s in
      slopes.reduce(0.0) { $0 + $1[s] * $1[s] }
    }
    guard !squares.isEmpty else { return [] }
    let floor = flatness * flatness * max(squares.quantile(0.5), .leastNormalMagnitude)
    return squares.map { 1 / ($0 + floor) }
  }

  /// All generators that the derivatives suggest: those with the fewest inputs first, then the most certain.
  func generators() -> [Generator] {
    guard x.count <= settings.inputs, weights.count > settings.rowsOfInput * x.count,
      slopes.allSatisfy({ $0.allSatisfy(\.isFinite) })
    else { return [] }
    let absent = absentInputs()
    let gone = Set(absent.flatMap(\.inputs))
    let present = x.indices.filter { !gone.contains($0) }
    let factors = factors(present)
    let pairs = pairs(present)
    return (absent + factors + pairs + largerSets(present, besides: factors + pairs)).sorted {
      ($0.rank, $0.residual) < ($1.rank, $1.residual)
    }.map { $0.renumbered { columns[$0] } }
  }

  // MARK: - One input

  private func absentInputs() -> [Generator] {
    let whole = x.indices.map { strength($0) }
    let total = whole.reduce(0, +)
    return x.indices.compactMap { i in
      let residual = (whole[i] / max(total, .leastNormalMagnitude)).squareRoot()
      return residual < settings.largestAbsent ? Generator(form: .absent(i), residual: residual) : nil
    }
  }

  /// The weighted square of the effect of input i.
  private func strength(_ i: Int) -> Double {
    weights.indices.reduce(0.0) { $0 + weights[$1] * effects[i][$1] * effects[i][$1] }
  }

  /// Inputs for which x·∂t/∂x is the same multiple of t everywhere.
  private func factors(_ present: [Int]) -> [Generator] {
    homogeneous(present, least: 1, most: 1, known: []).compactMap { generator in
      guard case .homogeneous(let all, _, let degree) = generator.form, degree != .zero else { return nil }
      return Generator(form: .factor(all[0], degree: degree), residual: generator.residual)
    }
  }

  /// Sets of inputs whose scaling scales t.
  private func homogeneous(
    _ present: [Int], least: Int, most: Int, known: [Generator]
  ) -> [Generator] {
    let columns: [(Int, [Double]?)] = present.map { ($0, scalingSlopes[$0]) }
    let weights = Self.weights(present.map { scalingSlopes[$0] } + [t], flatness: settings.flatness)
    return nullVectors(columns, lead: t, sizes: least...max(least, most), known: known, rowWeights: weights)
      .compactMap { vector in
        vector.lead.flatMap(simple).flatMap { degree -> Generator? in
          guard degree != .zero else { return nil }
          let (inputs, weights) = beginningAwayFromZero(vector.inputs, vector.weights)
          return Generator(form: .homogeneous(inputs, weights, degree: degree), residual: vector.residual)
        }
      }
  }

  /// The same set with an input away from zero in front, if there is one of the same weight: the others are divided by the first.
  private func beginningAwayFromZero(_ inputs: [Int], _ weights: [Rational]) -> ([Int], [Rational]) {
    /// The ratio of the smallest to the largest magnitude.
    func distance(_ i: Int) -> Double {
      let sizes = x[i].map { abs($0) }
      return (sizes.min() ?? 0) / max(sizes.max() ?? 0, .leastNormalMagnitude)
    }
    let equal = inputs.indices.filter { weights[$0] == weights[0] }
    guard distance(inputs[0]) < settings.distanceFromZero,
      let place = equal.max(by: { distance(inputs[$0]) < distance(inputs[$1]) })
    else { return (inputs, weights) }
    var (others, rest) = (inputs, weights)
    let first = others.remove(at: place)
    let weight = rest.remove(at: place)
    return ([first] + others, [weight] + rest)
  }

  // MARK: - Two inputs

  private func pairs(_ present: [Int]) -> [Generator] {
    var found: [Generator] = []
    for i in present {
      for j in present where j > i {
        if let best = pair(i, j) { found.append(best) }
      }
    }
    return found
  }

  /// The powers of two inputs whose derivatives have a constant ratio.
  private func pair(_ i: Int, _ j: Int) -> Generator? {
    var best: Generator?
    for p in settings.powers {
      for q in settings.powers {
        guard let u = slopes(of: i, power: p), let v = slopes(of: j, power: q) else { continue }
        var (uu, vv, uv) = (0.0, 0.0, 0.0)
        for s in weights.indices {
          let w = weights[s] * u.reliability[s] * v.reliability[s]
          uu += w * u.slopes[s] * u.slopes[s]
          vv += w * v.slopes[s] * v.slopes[s]
          uv += w * u.slopes[s] * v.slopes[s]
        }
        guard uu > 0, vv > 0, uv != 0, let weight = simple((vv / uu).squareRoot() * (uv < 0 ? -1 : 1)),
          weight != .zero
        else { continue }
        let k = weight.doubleValue
        let residual = (max(0, vv - 2 * k * uv + k * k * uu) / (vv + k * k * uu)).squareRoot()
        let isCommon =
          p == q && settings.commonPowers.contains(p) && weight.denominator * abs(weight.numerator) <= 3
        guard residual < (isCommon ? settings.largest : settings.largestRare),
          residual < settings.preference * (best?.residual ?? .infinity)
        else { continue }
        best = Generator(form: .pair(i, p, j, q, weight: weight), residual: residual)
      }
    }
    return best
  }

  /// The derivatives with respect to x^power, or log|x| for power 0, and their reliability: lower where the power hardly changes
  /// with x, since the error is divided by that change; `nil` if the input has no such power.
  private func slopes(of i: Int, power: Rational) -> (slopes: [Double], reliability: [Double])? {
    let column = x[i]
    let isPositive = column.allSatisfy { $0 > 0 }
    guard
      isPositive || power == 1 || power == 2 || power == .zero || power == -1 && !column.contains(0)
    else { return nil }
    let p = power.doubleValue
    // The logarithm changes infinitely fast at zero, where x·∂t/∂x is zero.
    let moves = column.map { power == .zero ? 1 / $0 : p * $0.power((power - 1) ?? 1) }
    let finite = moves.filter(\.isFinite)
    guard !finite.isEmpty else { return nil }
    let typical = max(finite.typicalMagnitude, .leastNormalMagnitude)
    let result = zip(slopes[i], moves).map { $1 == 0 ? 0 : $0 / $1 }
    guard result.allSatisfy(\.isFinite) else { return nil }
    return (result, moves.map { min(1, $0 * $0 / (typical * typical)) })
  }

  // MARK: - Larger sets

  /// Null vectors of three or more inputs that move in one power, and of two or more whose scaling scales the target.
  private func largerSets(_ present: [Int], besides smaller: [Generator]) -> [Generator] {
    var found: [Generator] = []
    let powers: [Rational] = [1, 0, 2, -1]
    for power in powers {
      let columns = present.map { ($0, slopes(of: $0, power: power)?.slopes) }
      found += nullVectors(
        columns, lead: nil, sizes: 3...max(3, present.count), known: smaller, rowWeights: weights
      ).map { Generator(form: .together($0.inputs, $0.weights, power: power), residual: $0.residual) }
    }
    found += homogeneous(present, least: 2, most: present.count, known: smaller)
    let plain: [(Int, [Double]?)] = present.map { ($0, scalingSlopes[$0]) }
    let rowWeights = Self.weights(present.map { scalingSlopes[$0] }, flatness: settings.flatness)
    found += nullVectors(
      plain, lead: [Double](repeating: 1, count: t.count), sizes: 1...max(1, present.count), known: smaller,
      rowWeights: rowWeights
    ).compactMap { vector in
      vector.lead.map { slope in
        let simple = Rational(
          near: slope, denominators: settings.denominators, within: settings.nearnessOfSlope)
        return Generator(
          form: .logarithmic(vector.inputs, vector.weights, slope: simple?.doubleValue ?? slope),
          residual: vector.residual)
      }
    }
    return found
  }

  /// The simple number near a weight.
  func simple(_ weight: Double) -> Rational? {
    guard weight.isFinite, abs(weight) <= settings.largestWeight else { return nil }
    return Rational(
      near: weight, denominators: settings.denominators, within: settings.nearness * min(1, abs(weight)))
  }
}
