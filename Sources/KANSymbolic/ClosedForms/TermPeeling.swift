import KANFormula

/// Takes away what single inputs contribute as terms: t = ±k·x^p + rest, with simple k.
///
/// An input is a term if t is the sum of a power of it and a function of the others; that is tested on the data
/// (`MainEffects`). The other inputs' interplay is noise to that test, so k is known to a few percent only: it is
/// taken if it is near a simple number, as it is where quantities of one kind are added. Whether it was right shows
/// when a law for the rest reproduces every row.
struct TermPeeling {
  /// The rows that the tests use.
  var rows = 2_500

  /// What is left when all such terms are taken away; `nil` if there is none.
  func peeled(_ node: LawNode) -> LawNode? {
    let table = node.table
    let count = min(rows, table.count)
    guard node.inputs.count > 1, count > 100 else { return nil }
    let chosen = (0..<count).map { $0 * table.count / count }
    let columns = node.inputs.map { i in chosen.map { table.inputs[i][$0] } }
    let effects = MainEffects(target: chosen.map { node.values[$0] }, inputs: columns)
    var values = node.values
    var terms = node.term == 0 ? [] : [node.term]
    var left: [Int] = []
    for (n, input) in node.inputs.enumerated() {
      let isAlone = node.inputs.indices.allSatisfy { $0 == n || !effects.interact(n, $0, leniency: 3) }
      guard isAlone, let (factor, power) = term(columns[n], n, effects) else {
        left.append(input)
        continue
      }
      let k = Double(factor.numerator) / Double(factor.denominator)
      for s in values.indices { values[s] -= k * table.inputs[input][s].wholePower(power) }
      let base: Expression =
        power == 1 ? table.variable(input) : .power(table.variable(input), .rational(Rational(power)))
      terms.append(.product([node.factor, .rational(factor), base]))
    }
    guard left.count < node.inputs.count, left.count > 1, values.allSatisfy(\.isFinite) else { return nil }
    return LawNode(
      table: table, values: values, factor: node.factor,
      term: terms.count == 1 ? terms[0] : .sum(terms), inputs: left,
      dropped: node.dropped)
  }

  /// k and p of input n, if it is such a term.
  private func term(_ column: [Double], _ n: Int, _ effects: MainEffects) -> (Rational, Int)? {
    let full = effects.residualSquare
    let variance = max(full / Double(effects.target.count), 1e-300)
    let spare = Double(effects.bases[n].columns.count - 1)
    for power in [1, 2, -1, -2] where power > 0 || !column.contains(0) {
      let values = column.map { $0.wholePower(power) }
      let rise = (effects.residualSquare(replacing: n, with: [values]) - full) / variance
      guard rise < spare + 5 * (2 * spare).squareRoot() + 8 else { continue }
      let k = effects.coefficients(of: [values], replacing: n)[0]
      guard abs(k.value) > 8 * k.error, k.error < 0.06 * abs(k.value) else { continue }
      // Far from 0 in units of its error, so that 0 itself is no candidate.
      if let simple = Rational(near: k.value, denominators: [1, 2], within: 4 * k.error), simple != 0 {
        return (simple, power)
      }
    }
    return nil
  }
}
