import KANData
import KANFormula
import KANNumerics
import KANSymbolic

/// The rows on which closed forms are searched: columns of the user's table, or quantities derived from them.
struct FeatureTable: Sendable {
  /// Each column as an expression of the user's inputs.
  let expressions: [Expression]
  /// One array per column.
  let inputs: [[Double]]
  let target: [Double]
  /// One weight per row, not negative, with mean 1; `nil` for equal ones. Only searches for laws of labels use them.
  let weights: [Double]?

  /// The number of rows.
  var count: Int { target.count }

  /// At most `rows` rows of a table, evenly spaced through it.
  init(_ data: Dataset, rows: Int) {
    let limited = data.limited(to: rows)
    expressions = limited.inputNames.map(Expression.variable)
    inputs = limited.inputs
    target = limited.targets[0]
    let positive = limited.weights?.map { max(0, $0) }
    let mean = positive?.mean
    weights = mean.flatMap { mean in mean > 0 ? positive?.map { $0 / mean } : nil }
  }

  /// The same of some rows of a table.
  init(_ data: DatasetRows, rows: Int) { self.init(data.limited(to: rows), rows: rows) }

  /// The column as an expression.
  func variable(_ input: Int) -> Expression { expressions[input] }

  /// At most `limit` of the rows that satisfy a condition, evenly spaced through the table.
  func rows(atMost limit: Int, where isUsable: (Int) -> Bool = { _ in true }) -> [Int] {
    let usable = target.indices.filter(isUsable)
    return usable.evenlySpaced(atMost: limit)
  }

  /// At most `limit` of the rows, evenly spaced through the table.
  func limited(to limit: Int) -> FeatureTable { count > limit ? selecting(rows(atMost: limit)) : self }

  /// The values of an expression in the table's columns on its rows; `nil` if one is not finite.
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
    FeatureTable(
      expressions: expressions + [expression], inputs: inputs + [values], target: target, weights: weights)
  }

  /// The same columns on some of the rows.
  func selecting(_ rows: [Int]) -> FeatureTable {
    FeatureTable(
      expressions: expressions, inputs: inputs.map { column in rows.map { column[$0] } },
      target: rows.map { target[$0] }, weights: weights.map { all in rows.map { all[$0] } })
  }

  private init(expressions: [Expression], inputs: [[Double]], target: [Double], weights: [Double]?) {
    self.expressions = expressions
    self.inputs = inputs
    self.target = target
    self.weights = weights
  }
}
