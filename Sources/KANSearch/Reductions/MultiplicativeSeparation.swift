import KANFormula
import KANNumerics
import RealModule

/// Divides out the contributions of single inputs as factors: y = x^p·g(z)·rest.
///
/// An input is a factor if log|y| is the sum of a function of it and one of the others. This is tested on the data (`MainEffects`),
/// and confirmed if a law for the rest without this input reproduces every row.
struct MultiplicativeSeparation: Reduction {
  static let name = "factors"
  static let summary = "factors of single inputs are divided out"

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The number of rows for the tests, and the minimum required.
    var rows = 2_500
    var leastRows = 50
    /// Inputs of both signs of which all subsets are tried as the sign of t.
    var maximumSigns = 6
    /// The variance per row, in log|t|, that is still rounding: (1e-12)².
    var leastVariance = 1e-24
    /// The ratio of residuals to those of the previous function below which a function of an input is preferred.
    var improvement = 0.9
    /// An exponent is taken for a simple one within this many standard errors, or at least within these distances.
    var significance = 4.0
    var toleranceWithNoise = 0.02
    var toleranceOfRounding = 1e-6
    /// The accuracy at which only whole exponents can be distinguished, and that at which halves and thirds can, too.
    var coarsestTolerance = 0.35
    var tolerantOfFractions = 0.12
  }

  var settings = Settings()
  /// Whether only powers are divided out and no input is dropped: the interaction of an input with others may be too small or too
  /// oscillating to be detected, and functions of it alone are then mistaken for factors.
  var isCautious = false

  func reduce(_ problem: Subproblem, in context: SearchContext) -> [Subproblem] {
    let limit = context.look.weighting.smallestSignificant(of: problem.table.target)
    let standing = problem.table.rows(atMost: settings.rows) {
      abs(problem.table.target[$0]) > limit && problem.values[$0] != 0
    }
    let plain = divided(problem, by: standing, in: context)
    var found = [withOneSign(plain ?? problem, context.look.weighting) ?? plain].compactMap { $0 }
    // Rows that are chosen by their inputs may reveal other factors.
    if let large = LargeRows(problem, limit: limit),
      let other = divided(problem, by: large.rows.evenlySpaced(atMost: settings.rows), in: context),
      other.factor != (plain ?? problem).factor
    {
      // Functions that oscillate within few rows show no effect of their inputs.
      let whole = other.restoringDroppedInputs ?? other
      found.append(withOneSign(whole, context.look.weighting) ?? whole)
    }
    return found
  }

  /// The problem divided by the inputs whose signs give the sign of t: the rest has roots and logarithms.
  private func withOneSign(_ problem: Subproblem, _ weighting: Weighting) -> Subproblem? {
    let table = problem.table
    // Noise can reverse the sign of small values.
    let least = weighting.smallestSignificant(of: table.target)
    let rows = table.target.indices.filter { least == 0 || abs(table.target[$0]) > least }
    let signed = problem.inputs.filter { i in
      !table.inputs[i].contains(0) && table.inputs[i].contains { $0 < 0 }
        && table.inputs[i].contains { $0 > 0 }
    }
    guard let one = rows.first, rows.contains(where: { problem.values[$0] < 0 }),
      rows.contains(where: { problem.values[$0] > 0 }), !signed.isEmpty, signed.count <= settings.maximumSigns
    else { return nil }
    let subsets = (1..<(1 << signed.count)).sorted { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) }
    for subset in subsets {
      let chosen = signed.indices.filter { subset >> $0 & 1 == 1 }.map { signed[$0] }
      let first = problem.values[one] * chosen.reduce(1) { $0 * table.inputs[$1][one] }
      let isExplained = rows.allSatisfy { s in
        chosen.reduce((problem.values[s] < 0) != (first < 0)) { $0 != (table.inputs[$1][s] < 0) } == false
      }
      guard isExplained else { continue }
      let values = problem.values.indices.map { s in
        chosen.reduce(problem.values[s]) { $0 / table.inputs[$1][s] }
      }
      return divided(
        problem, values: values, by: chosen.map { table.variable($0) }, inputs: problem.inputs,
        dropped: problem.dropped)
    }
    return nil
  }

  /// The problem without the factors found on some rows.
  private func divided(_ problem: Subproblem, by chosen: [Int], in context: SearchContext) -> Subproblem? {
    let table = problem.table
    guard problem.inputs.count > 0, chosen.count > settings.leastRows else { return nil }
    let weighting = context.look.weighting
    // Values hidden by noise count as of its size.
    let hidden = weighting.smallestSignificant(of: table.target) / 2
    let columns = problem.inputs.map { i in chosen.map { table.inputs[i][$0] } }
    let effects = MainEffects(
      target: chosen.map { s in
        let size = abs(table.target[s])
        return .log(abs(problem.values[s])) + (size < hidden ? .log(hidden / size) : 0)
      }, inputs: columns, budget: context.budget)
    var values = problem.values
    var factors: [Expression] = []
    var left: [Int] = []
    var dropped = problem.dropped
    for (n, input) in problem.inputs.enumerated() {
      let isAlone = problem.inputs.indices.allSatisfy { $0 == n || !effects.interact(n, $0) }
      let part: Part =
        isAlone ? self.part(of: input, in: table, chosen, n, effects, weighting) : .entangled
      switch part {
      case .factor(let factor):
        factors.append(factor.expression)
        for s in values.indices { values[s] /= factor.values[s] }
      case .none where !isCautious: dropped.append(input)
      case .none, .entangled: left.append(input)
      }
    }
    guard left.count < problem.inputs.count, values.allSatisfy(\.isFinite) else { return nil }
    return divided(problem, values: values, by: factors, inputs: left, dropped: dropped)
  }

  private func divided(
    _ problem: Subproblem, values: [Double], by factors: [Expression], inputs: [Int], dropped: [Int]
  ) -> Subproblem {
    let all = (problem.factor == 1 ? [] : [problem.factor]) + factors
    return Subproblem(
      table: problem.table, values: values,
      factor: all.isEmpty ? 1 : all.count == 1 ? all[0] : .product(all), term: problem.term,
      inputs: inputs, dropped: dropped)
  }

  /// The role of an input.
  private enum Part {
    /// It is irrelevant.
    case none
    /// It is a factor.
    case factor(Factor)
    /// It is not a simple factor.
    case entangled
  }

  private struct Factor {
    let expression: Expression
    let values: [Double]

    func times(_ other: Factor) -> Factor {
      Factor(expression: expression * other.expression, values: zip(values, other.values).map { $0 * $1 })
    }
  }

  private func part(
    of input: Int, in table: FeatureTable, _ chosen: [Int], _ n: Int, _ effects: MainEffects,
    _ weighting: Weighting
  ) -> Part {
    let basis = effects.bases[n]
    let variance = max(effects.residualSquare / Double(effects.target.count), settings.leastVariance)
    func isEnough(_ square: Double, freeing k: Int) -> Bool {
      !Chance.isExceeded(by: (square - effects.residualSquare) / variance, degreesOfFreedom: k)
    }
    func exponent(_ p: (value: Double, error: Double)) -> Rational? { self.exponent(p, weighting) }
    if isEnough(effects.residualSquare(replacing: n, with: []), freeing: basis.columns.count) { return .none }
    let own = BasisFunction(table.variable(input), table.inputs[input], prices: [])
    if let logarithm = basis.logarithm,
      isEnough(effects.residualSquare(replacing: n, with: [logarithm]), freeing: basis.columns.count - 1),
      let p = exponent(effects.coefficients(of: [logarithm], replacing: n)[0])
    {
      return raised(own, p).map(Part.factor) ?? .entangled
    }
    if isCautious { return .entangled }
    // A function of the input, alone or times a power.
    var best: (square: Double, factor: Factor)?
    for function in CandidateLibrary(table: table, inputs: [input]).factors().dropFirst() {
      let logs = chosen.map { Double.log(abs(function.value(at: $0))) }
      for columns in [[logs], basis.logarithm.map { [logs, $0] }].compactMap({ $0 }) {
        let square = effects.residualSquare(replacing: n, with: columns)
        guard square < settings.improvement * (best?.square ?? .infinity),
          isEnough(square, freeing: basis.columns.count - columns.count)
        else { continue }
        let factors = zip([function, own], effects.coefficients(of: columns, replacing: n)).map { base, p in
          exponent(p).flatMap { raised(base, $0) }
        }
        guard let first = factors[0], factors.count == 1 || factors[1] != nil else { continue }
        let second = factors.count == 1 ? nil : factors[1]
        best = (square, second.map { first.times($0) } ?? first)
      }
    }
    return best.map { .factor($0.factor) } ?? .entangled
  }

  private func raised(_ base: BasisFunction, _ p: Rational) -> Factor? {
    if p.denominator > 1, !base.isPositive { return nil }
    return Factor(expression: base.expression(to: p), values: base.raised(to: p))
  }

  /// The simple exponent for a measured one.
  private func exponent(_ p: (value: Double, error: Double), _ weighting: Weighting) -> Rational? {
    let least = weighting.isNoisy ? settings.toleranceWithNoise : settings.toleranceOfRounding
    let tolerance = max(settings.significance * p.error, least)
    // Whole exponents are likely, so a rough measurement suffices for them.
    guard tolerance < settings.coarsestTolerance, abs(p.value) > tolerance else { return nil }
    return Rational(
      near: p.value, denominators: tolerance < settings.tolerantOfFractions ? [1, 2, 3] : [1],
      within: tolerance)
  }
}
