import SwiftKAN

/// An input that enters as ln(column + offset): energies spread over orders of magnitude, and a logarithm spreads them
/// evenly over the knots of a spline.
struct LogarithmicInput {
  /// The column of the table.
  let column: String
  /// What keeps the logarithm from −∞, in the column's unit.
  let offset: FormulaExpression

  /// The name among the inputs.
  var name: String { "log_" + column }
  /// What the input is in terms of the column.
  var definition: FormulaExpression { .log(.variable(column) + offset) }

  func values(_ table: Table) throws -> [Double] {
    try Formula(outputName: name, expression: definition).values([table.column(column)])
  }
}

extension [LogarithmicInput] {
  /// What each of the inputs stands for.
  var definitions: [String: FormulaExpression] {
    Dictionary(uniqueKeysWithValues: map { ($0.name, $0.definition) })
  }
}
