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
        term: node.term, inputs: node.inputs)
    }
    return nil
  }

  private func divided(_ node: LawNode) -> LawNode? {
    let table = node.table
    guard !node.values.contains(0), node.inputs.count > 0 else { return nil }
    let chosen = chosenRows(table)
    guard chosen.count > 50 else { return nil }
    let columns = node.inputs.map { i in chosen.map { table.inputs[i][$0] } }
    let effects = MainEffects(target: chosen.map { log(abs(node.values[$0])) }, inputs: columns)
    var values = node.values
    var factors = node.factor == 1 ? [] : [node.factor]
    var left: [Int] = []
    for (n, input) in node.inputs.enumerated() {
      let isAlone = node.inputs.indices.allSatisfy { $0 == n || !effects.interact(n, $0) }
      guard isAlone, let found = factor(of: input, in: table, n, effects) else {
        left.append(input)
        continue
      }
      if let atom = found {
        factors.append(atom.expression)
        for s in values.indices { values[s] /= atom.values[s] }
      }
    }
    guard left.count < node.inputs.count, values.allSatisfy(\.isFinite) else { return nil }
    return LawNode(
      table: table, values: values,
      factor: factors.isEmpty ? 1 : factors.count == 1 ? factors[0] : .product(factors), term: node.term,
      inputs: left)
  }

  private func chosenRows(_ table: LawTable) -> [Int] {
    let limit = noise == .additive ? NoiseModel.smallest(of: table.target) : 0
    let large = table.target.indices.filter { abs(table.target[$0]) > limit }
    return (0..<min(rows, large.count)).map { large[$0 * large.count / min(rows, large.count)] }
  }

  private struct Factor {
    let expression: Expression
    let values: [Double]
  }

  /// The factor that the input is: `.some(nil)` for none at all, `nil` if it is no simple one.
  private func factor(of input: Int, in table: LawTable, _ n: Int, _ effects: MainEffects) -> Factor?? {
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
    // A function of the input, alone or beside a power.
    var best: (square: Double, factor: Factor)?
    for atom in AtomMenu(table: table, inputs: [input]).factors().dropFirst() {
      let logs = chosenRows(table).map { log(abs(atom.values[$0])) }
      let square = effects.residualSquare(replacing: n, with: [logs])
      if square < (best?.square ?? .infinity), isEnough(square, sparing: basis.columns.count - 1),
        let p = power(effects.coefficients(of: [logs], replacing: n)[0]), let factor = raised(atom, p)
      {
        best = (square, factor)
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
    guard tolerance < 0.12 else { return nil }
    guard let power = Rational(near: p.value, denominators: [1, 2, 3], within: tolerance), power != 0 else {
      return nil
    }
    return power
  }
}
