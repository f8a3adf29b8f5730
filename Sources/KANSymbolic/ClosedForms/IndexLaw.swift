import KANFormula

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Looks for t = Πx^a · F(Πx^p): the curve F of one product of powers, beside other powers.
struct IndexLaw {
  let node: LawNode
  var noise = NoiseModel.none
  /// The rows that decide the exponents.
  var rows = 300

  private var table: LawTable { node.table }

  /// Laws for y whose constants still want a polish, best first.
  func laws(deadline: Deadline) -> [Expression] {
    let limit = noise == .additive ? NoiseModel.smallest(of: table.target) : 0
    let positive = table.target.indices.filter { s in
      node.values[s] != 0 && abs(table.target[s]) > limit
        && node.inputs.allSatisfy { table.inputs[$0][s] > 0 }
    }
    // A curve along a known direction needs few rows; a direction is read off a spline and one power an input.
    let needed = node.inputs.count == 1 ? 20 : 4 * (16 + node.inputs.count)
    guard positive.count >= needed, !node.inputs.isEmpty else { return [] }
    if node.inputs.count == 1 {
      return recognised([1], [0], positive)
    }
    let step = max(1, positive.count / rows)
    let chosen = stride(from: 0, to: positive.count, by: step).map { positive[$0] }
    let logarithms = node.inputs.map { i in chosen.map { log(table.inputs[i][$0]) } }
    let direction = IndexDirection(
      logarithms: logarithms, target: chosen.map { log(abs(node.values[$0])) }, hasPowers: true)
    var found: [Expression] = []
    for fit in direction.fits(deadline: deadline).prefix(2) {
      found += recognised(fit.direction, fit.powers, positive)
    }
    for direction in oscillating(positive, deadline: deadline) {
      found += recognised(direction, direction.map { _ in 0 }, positive)
    }
    return found
  }

  /// Directions along which t is a curve, however often it bends: rows that are neighbours in p·l have neighbouring t
  /// (the ratio of von Neumann, 1941).
  private func oscillating(_ positive: [Int], deadline: Deadline) -> [[Double]] {
    guard node.inputs.count <= 4 else { return [] }
    let logarithms = node.inputs.map { i in positive.map { log(table.inputs[i][$0]) } }
    let t = positive.map { node.values[$0] }
    let mean = t.reduce(0, +) / Double(t.count)
    let variance = t.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    var ranked: [(ratio: Double, direction: [Double])] = []
    for direction in IndexDirection.wholeDirections(node.inputs.count, largest: 2) {
      if deadline.hasPassed { break }
      var v = [Double](repeating: 0, count: t.count)
      for (i, p) in direction.enumerated() { for s in v.indices { v[s] += p * logarithms[i][s] } }
      let order = v.indices.sorted { v[$0] < v[$1] }
      var sum = 0.0
      for n in 1..<order.count { sum += (t[order[n]] - t[order[n - 1]]) * (t[order[n]] - t[order[n - 1]]) }
      let ratio = sum / 2 / variance
      if ratio < 0.1 { ranked.append((ratio, direction)) }
    }
    return ranked.sorted { $0.ratio < $1.ratio }.prefix(2).map(\.direction)
  }

  private func recognised(_ direction: [Double], _ powers: [Double], _ positive: [Int]) -> [Expression] {
    let largest = direction.map { abs($0) }.max() ?? 1
    let unit = Int(largest)
    // Shares of the index's own exponents may be left over in a.
    var rounded: [Rational] = []
    for a in powers {
      guard let fraction = Rational(near: a, denominators: [1, 2, unit, 2 * unit], within: 0.08) else {
        return []
      }
      rounded.append(fraction)
    }
    let argument = product(direction.map { Rational(Int($0)) })
    let beside = product(rounded)
    let u = positive.map { s in
      zip(node.inputs, direction).reduce(1.0) { $0 * table.inputs[$1.0][s].wholePower(Int($1.1)) }
    }
    let a = rounded.map { Double($0.numerator) / Double($0.denominator) }
    let values = positive.enumerated().map { _, s in
      node.values[s] / zip(node.inputs, a).reduce(1.0) { $0 * pow(table.inputs[$1.0][s], $1.1) }
    }
    guard u.allSatisfy({ $0.isFinite && $0 > 0 }), values.allSatisfy(\.isFinite) else { return [] }
    // A unit near the middle keeps all numbers in range.
    let middle = u.quantile(0.5)
    let scale = values.typicalMagnitude
    guard scale > 0, scale.isFinite else { return [] }
    let limit = noise == .none ? 6 : 10
    var found: [(error: Double, law: Expression)] = []
    // The index itself, and its square and root, as in 1/√(1 − v²/c²) and tanh √(g·k).
    for q in [Rational(1), 2, .half] {
      var curve = CurveLaw(
        u: u.map { ($0 / middle).realPower(q) }, values: values.map { $0 / scale })
      if noise == .additive {
        curve.tolerance = 0.15
        curve.hasCompanions = false
      }
      curve.powerStep = Rational(1, q == 2 ? 2 * unit : unit) ?? 1
      let base = Expression.real(1 / middle) * argument
      found += curve.forms(limit: limit).map { form in
        let t = form.expression(q == 1 ? base : .power(base, .rational(q)))
        return (form.error, node.whole(.real(scale) * beside * t))
      }
      if found.contains(where: { $0.error < CurveLaw.certainty }) { break }
    }
    return found.sorted { $0.error < $1.error }.prefix(2 * limit).map(\.law)
  }

  private func product(_ exponents: [Rational]) -> Expression {
    let factors = zip(node.inputs, exponents).filter { $0.1 != 0 }.map { input, p -> Expression in
      p == 1 ? table.variable(input) : .power(table.variable(input), .rational(p))
    }
    return factors.isEmpty ? 1 : factors.count == 1 ? factors[0] : .product(factors)
  }
}
