import KANFormula
import KANNumerics
import KANSymbolic
import RealModule

/// Laws t = Πx^a · F(Πx^p): the curve F of one product of powers, times other powers.
struct SingleIndexModel: LawFamily {
  static let name = "single-index"
  static let summary = "the target is a curve of one product of powers, times other powers"
  static let tier = FamilyTier.curves

  /// The numbers on which decisions depend.
  struct Settings: Sendable {
    /// The number of rows that determine the exponents.
    var rows = 300
    /// The minimum number of rows for a curve along a known direction, and the number for every coefficient of a direction's spline
    /// and powers.
    var leastRows = 20
    var rowsOfACoefficient = 4
    var coefficientsOfASpline = 16
    /// The number of directions for which curves are recognised.
    var directions = 2
    /// The von Neumann ratio below which a target is a curve along a direction; 2 is chance.
    var smoothness = 0.1
    /// The number of inputs up to which directions of oscillating curves are tried, and the largest whole exponent there.
    var oscillatingInputs = 4
    var oscillatingExponent = 2
    /// The tolerance between a measured power in front of the curve and a fraction of the index's exponents.
    var toleranceOfPowers = 0.08
    /// The number of forms of a curve that are refined.
    var forms = 6
    var formsWithNoise = 10
    /// The relative error of a form up to which it is refined under noise.
    var toleranceWithNoise = 0.15
  }

  var settings = Settings()

  func candidates(for problem: Subproblem, in context: SearchContext) -> [Expression] {
    let table = problem.table
    let limit = context.look.weighting.smallestSignificant(of: table.target)
    let positive = table.target.indices.filter { s in
      problem.values[s] != 0 && abs(table.target[s]) > limit
        && problem.inputs.allSatisfy { table.inputs[$0][s] > 0 }
    }
    let needed =
      problem.inputs.count == 1
      ? settings.leastRows
      : settings.rowsOfACoefficient * (settings.coefficientsOfASpline + problem.inputs.count)
    guard positive.count >= needed, !problem.inputs.isEmpty else { return [] }
    if problem.inputs.count == 1 { return recognised([1], [0], problem, positive, context) }
    let step = max(1, positive.count / settings.rows)
    let chosen = stride(from: 0, to: positive.count, by: step).map { positive[$0] }
    let logarithms = problem.inputs.map { i in chosen.map { Double.log(table.inputs[i][$0]) } }
    let direction = SingleIndexDirection(
      logarithms: logarithms, target: chosen.map { .log(abs(problem.values[$0])) }, hasPowers: true)
    var found: [Expression] = []
    for fit in direction.fits(budget: context.budget).prefix(settings.directions) {
      found += recognised(fit.direction, fit.powers, problem, positive, context)
    }
    for direction in oscillating(problem, positive, context) {
      found += recognised(direction, direction.map { _ in 0 }, problem, positive, context)
    }
    return found
  }

  /// Directions along which t is a curve, however often it oscillates: rows that are neighbours in p·log x have similar t.
  private func oscillating(_ problem: Subproblem, _ positive: [Int], _ context: SearchContext) -> [[Double]] {
    guard problem.inputs.count <= settings.oscillatingInputs else { return [] }
    let logarithms = problem.inputs.map { i in positive.map { Double.log(problem.table.inputs[i][$0]) } }
    let t = positive.map { problem.values[$0] }
    var ranked: [(ratio: Double, direction: [Double])] = []
    let directions = SingleIndexDirection.wholeDirections(
      problem.inputs.count, largest: settings.oscillatingExponent)
    for direction in directions where !context.budget.isExhausted {
      // Sorting costs about as much as thirty passes.
      context.budget.spend(t.count * (30 + direction.count))
      var v = [Double](repeating: 0, count: t.count)
      for (i, p) in direction.enumerated() { for s in v.indices { v[s] += p * logarithms[i][s] } }
      let ratio = Chance.vonNeumannRatio(of: t, along: v) / 2
      if ratio < settings.smoothness { ranked.append((ratio, direction)) }
    }
    return ranked.sorted { $0.ratio < $1.ratio }.prefix(settings.directions).map(\.direction)
  }

  private func recognised(
    _ direction: [Double], _ powers: [Double], _ problem: Subproblem, _ positive: [Int],
    _ context: SearchContext
  ) -> [Expression] {
    let table = problem.table
    let weighting = context.look.weighting
    let unit = Int(direction.map { abs($0) }.max() ?? 1)
    // Multiples of the index's own exponents may remain in a.
    var rounded: [Rational] = []
    for a in powers {
      guard
        let fraction = Rational(
          near: a, denominators: [1, 2, unit, 2 * unit], within: settings.toleranceOfPowers)
      else { return [] }
      rounded.append(fraction)
    }
    let argument = product(direction.map { Rational(Int($0)) }, problem)
    let beside = product(rounded, problem)
    let u = positive.map { s in
      zip(problem.inputs, direction).reduce(1.0) { $0 * table.inputs[$1.0][s].wholePower(Int($1.1)) }
    }
    let a = rounded.map(\.doubleValue)
    let values = positive.map { s in
      problem.values[s] / zip(problem.inputs, a).reduce(1.0) { $0 * .pow(table.inputs[$1.0][s], $1.1) }
    }
    guard u.allSatisfy({ $0.isFinite && $0 > 0 }), values.allSatisfy(\.isFinite) else { return [] }
    // A unit near the middle keeps all numbers in range.
    let middle = u.quantile(0.5)
    let scale = values.typicalMagnitude
    guard scale > 0, scale.isFinite else { return [] }
    let limit = weighting.isNoisy ? settings.formsWithNoise : settings.forms
    var found: [(error: Double, law: Expression)] = []
    // The index itself, and its square and root, as in 1/√(1 − v²/c²) and tanh √(g·k).
    for q in [Rational(1), 2, .half] {
      var curve = CurveRecognizer(
        u: u.map { ($0 / middle).realPower(q) }, values: values.map { $0 / scale }, budget: context.budget)
      if weighting.isNoisy {
        curve.tolerance = settings.toleranceWithNoise
        curve.hasCompanions = false
      }
      curve.powerStep = Rational(1, q == 2 ? 2 * unit : unit) ?? 1
      let base = Expression.real(1 / middle) * argument
      found += curve.forms(limit: limit).map { form in
        let t = form.expression(q == 1 ? base : .power(base, .rational(q)))
        return (form.error, problem.composed(with: .real(scale) * beside * t))
      }
      if found.contains(where: { $0.error < CurveRecognizer.certainty }) { break }
    }
    return found.sorted { $0.error < $1.error }.prefix(2 * limit).map(\.law)
  }

  private func product(_ exponents: [Rational], _ problem: Subproblem) -> Expression {
    let factors = zip(problem.inputs, exponents).filter { $0.1 != 0 }.map { input, p -> Expression in
      let x = problem.table.variable(input)
      return p == 1 ? x : .power(x, .rational(p))
    }
    return factors.isEmpty ? 1 : factors.count == 1 ? factors[0] : .product(factors)
  }
}
