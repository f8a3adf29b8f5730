import KANData
import KANFormula
import KANSymbolic

/// The rows on which closed forms are looked for: columns of the user's table, or quantities made of them.
struct FeatureTable: Sendable {
  /// What each column is in the user's inputs.
  let expressions: [Expression]
  /// One array a column.
  let inputs: [[Double]]
  let target: [Double]

  /// The number of rows.
  var count: Int { target.count }

  /// At most `rows` rows of a table, evenly spaced through it.
  init(_ data: Dataset, rows: Int) {
    let limited = data.limited(to: rows)
    expressions = limited.inputNames.map(Expression.variable)
    inputs = limited.inputs
    target = limited.targets[0]
  }

  /// The column as an expression.
  func variable(_ input: Int) -> Expression { expressions[input] }

  /// At most `limit` of the rows that satisfy a condition, evenly spaced through the table.
  func rows(atMost limit: Int, where isUsable: (Int) -> Bool = { _ in true }) -> [Int] {
    let usable = target.indices.filter(isUsable)
    return usable.evenlySpaced(atMost: limit)
  }

  /// What an expression in the table's columns is on its rows; `nil` where that is not finite.
  func values(of expression: Expression) -> [Double]? {
    let own = expressions.indices.filter { n in
      if case .variable = expressions[n] { return true } else { return false }
    }
    let names = own.compactMap { n -> String? in
      if case .variable(let name) = expressions[n] { return name } else { return nil }
    }
    guard let compiled = try? CompiledExpression(expression, variables: names) else { return nil }
    let values = compiled.values(own.map { inputs[$0] })
    return values.allSatisfy(\.isFinite) ? values : nil
  }

  /// The table with one more column.
  func appending(_ expression: Expression, _ values: [Double]) -> FeatureTable {
    FeatureTable(expressions: expressions + [expression], inputs: inputs + [values], target: target)
  }

  private init(expressions: [Expression], inputs: [[Double]], target: [Double]) {
    self.expressions = expressions
    self.inputs = inputs
    self.target = target
  }
}
