import KANFormula

/// A target on its way to a law: what is left of y after factors were divided out and terms taken away,
/// y = factor·t + term.
struct LawNode: Sendable {
  /// The columns that t is looked for in.
  let table: LawTable
  /// t on the table's rows.
  let values: [Double]
  /// What was divided out; 1 at first.
  let factor: Expression
  /// What was taken away; 0 at first.
  var term: Expression = 0
  /// The columns that t may still depend on.
  let inputs: [Int]
  /// Those that seemed to have nothing to do with t.
  var dropped: [Int] = []

  /// The node with all inputs that were dropped; `nil` if none were.
  var withoutDrops: LawNode? {
    guard !dropped.isEmpty else { return nil }
    return LawNode(
      table: table, values: values, factor: factor, term: term, inputs: (inputs + dropped).sorted())
  }

  /// What an error of y becomes in t, as a weight: |y/t| on every row.
  func weight(at s: Int) -> Double {
    guard factor != 1 else { return 1 }
    return values[s] == 0 ? 0 : abs(table.target[s] / values[s])
  }

  /// y from t.
  func whole(_ t: Expression) -> Expression {
    let product = factor == 1 ? t : factor * t
    return term == 0 ? product : product + term
  }

  /// Whether t is negative on all rows.
  var isNegative: Bool { values.allSatisfy { $0 < 0 } }
}
