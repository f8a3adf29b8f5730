import KANFormula

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Divides out what single inputs contribute as factors: y = x^p·g(z)·rest.
///
/// An input is a factor if log|y| is the sum of a function of it and one of the others. That is tested on the data
/// (`MainEffects`); that the rest no longer depends on the input shows when a law for it reproduces every row.
struct FactorPeeling {
  var noise = NoiseModel.none
  /// The rows that the tests use.
  var rows = 2_500
  /// Whether only powers are divided out and no input is dropped: what one input does with others may be too little to
  /// show, or bend too often, and then functions of it alone are mistaken for factors.
  var isCautious = false

  /// What is left when all factors are divided out; `nil` if there is none.
  func peeled(_ node: LawNode) -> LawNode? {
    let divided = divided(node)
    return noise == .none ? withOneSign(divided ?? node) ?? divided : divided
  }

  /// The node without the inputs whose signs are the sign of t, once each: the rest has roots and logarithms.
  private func withOneSign(_ node: LawNode) -> LawNode? {
    let table = node.table
    let signed = node.inputs.filter { i in
      !table.inputs[i].contains(0) && table.inputs[i].contains { $0 < 0 }
        && table.inputs[i].contains { $0 > 0 }
    }
    guard node.values.contains(where: { $0 < 0 }), node.values.contains(where: { $0 > 0 }),
      !signed.isEmpty, signed.count <= 6
    else { return nil }
    let subsets = (1..<(1 << signed.count)).sorted { ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1) }
    for subset in subsets {
      let chosen = signed.indices.filter { subset >> $0 & 1 == 1 }.map { signed[$0] }
      let first = node.values[0] * chosen.reduce(1) { $0 * table.inputs[$1][0] }
      let isExplained = node.values.indices.allSatisfy { s in
        chosen.reduce((node.values[s] < 0) != (first < 0)) { $0 != (table.inputs[$1][s] < 0) } == false
      }
      guard isExplained else { continue }
      let values = node.values.indices.map { s in
        chosen.reduce(node.values[s]) { $0 / table.inputs[$1][s] }
      }
      let factors = (node.factor == 1 ? [] : [node.factor]) + chosen.map { table.variable($0) }
      return LawNode(
        table: table, values: values, factor: factors.count == 1 ? factors[0] : .product(factors),
        term: node.term, inputs: node.inputs, dropped: node.dropped)
    }
    return nil
  }

  private func divided(_ node: LawNode) -> LawNode? {
    let table = node.table
    guard node.inputs.count > 0 else { return nil }
    let chosen = chosenRows(node)
    guard chosen.count > 50 else { return nil }
    let columns = node.inputs.map { i in chosen.map { table.inputs[i][$0] } }
    let effects = MainEffects(target: chosen.map { log(abs(node.values[$0])) }, inputs: columns)
    var values = node.values
    var factors = node.factor == 1 ? [] : [node.factor]
    var left: [Int] = []
    var dropped = node.dropped
    for (n, input) in node.inputs.enumerated() {
      let isAlone = node.inputs.indices.allSatisfy { $0 == n || !effects.interact(n, $0) }
      guard isAlone, let found = factor(of: input, in: table, chosen, n, effects) else {
        left.append(input)
        continue
      }
      if let atom = found {
        factors.append(atom.expression)
        for s in values.indices { values[s] /= atom.values[s] }
      } else if isCautious {
        left.append(input)
      } else {
        dropped.append(input)
      }
    }
    guard left.count < node.inputs.count, values.allSatisfy(\.isFinite) else { return nil }
    return LawNode(
      table: table, values: values,
      factor: factors.isEmpty ? 1 : factors.count == 1 ? factors[0] : .product(factors), term: node.term,
      inputs: left, dropped: dropped)
  }

  private func chosenRows(_ node: LawNode) -> [Int] {
    let target = node.table.target
    let limit = noise == .additive ? NoiseModel.smallest(of: target) : 0
    let large = target.indices.filter { abs(target[$0]) > limit && node.values[$0] != 0 }
    return (0..<min(rows, large.count)).map { large[$0 * large.count / min(rows, large.count)] }
  }

  private struct Factor {
    let expression: Expression
    let values: [Double]

    func times(_ other: Factor) -> Factor {
      Factor(expression: expression * other.expression, values: zip(values, other.values).map { $0 * $1 })
    }
  }

  /// The factor that the input is: `.some(nil)` for none at all, `nil` if it is no simple one.
  private func factor(
    of input: Int, in table: LawTable, _ chosen: [Int], _ n: Int, _ effects: MainEffects
  ) -> Factor?? {
    let basis = effects.bases[n]
    let full = effects.residualSquare
    let freedom = Double(effects.target.count)
    let noise = max(full / freedom, 1e-24)
    func isEnough(_ square: Double, sparing k: Int) -> Bool {
      let k = Double(k)
      return (square - full) / noise < k + 5 * (2 * k).squareRoot() + 8
    }
    // No dependence at all.
    if isEnough(effects.residualSquare(replacing: n, with: []), sparing: basis.columns.count) {
      return .some(nil)
    }
    if let logarithm = basis.logarithm,
      isEnough(effects.residualSquare(replacing: n, with: [logarithm]), sparing: basis.columns.count - 1),
      let p = power(effects.coefficients(of: [logarithm], replacing: n)[0])
    {
      return raised(Atom(table.variable(input), table.inputs[input], prices: []), p)
    }
    if isCautious { return nil }
    // A function of the input, alone or beside a power.
    let own = Atom(table.variable(input), table.inputs[input], prices: [])
    var best: (square: Double, factor: Factor)?
    for atom in AtomMenu(table: table, inputs: [input]).factors().dropFirst() {
      let logs = chosen.map { log(abs(atom.values[$0])) }
      for columns in [[logs], basis.logarithm.map { [logs, $0] }].compactMap({ $0 }) {
        let square = effects.residualSquare(replacing: n, with: columns)
        guard square < 0.9 * (best?.square ?? .infinity),
          isEnough(square, sparing: basis.columns.count - columns.count)
        else { continue }
        let factors = zip([atom, own], effects.coefficients(of: columns, replacing: n)).map { atom, p in
          power(p).flatMap { raised(atom, $0) }
        }
        guard let first = factors[0], factors.count == 1 || factors[1] != nil else { continue }
        let second = factors.count == 1 ? nil : factors[1]
        best = (square, second.map { first.times($0) } ?? first)
      }
    }
    return best.map { .some($0.factor) }
  }

  private func raised(_ atom: Atom, _ p: Rational) -> Factor? {
    if p.denominator > 1, !atom.values.allSatisfy({ $0 > 0 }) { return nil }
    let values = atom.raised(to: p)
    return Factor(expression: atom.expression(to: p), values: values)
  }

  /// The simple exponent that a measured one stands for.
  private func power(_ p: (value: Double, error: Double)) -> Rational? {
    let tolerance = max(4 * p.error, noise == .additive ? 0.02 : 1e-6)
    // Whole exponents are the likely ones, so that a rough measurement is enough for them.
    guard tolerance < 0.35, abs(p.value) > tolerance else { return nil }
    return Rational(near: p.value, denominators: tolerance < 0.12 ? [1, 2, 3] : [1], within: tolerance)
  }
}
