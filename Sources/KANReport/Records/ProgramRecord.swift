import KANFormula

/// A network as exact formulas, in machine-readable form.
package struct ProgramRecord: Encodable, Sendable {
  /// A name and its meaning in plain infix, as `FormulaExpression(parsing:)` reads it.
  package struct Definition: Encodable, Sendable {
    /// The name.
    package let name: String
    /// The right side.
    package let text: String
  }

  /// The inputs with their ranges.
  package let inputs: [Formula.Variable]
  /// The intermediate values, in the order of their use.
  package let steps: [Definition]
  /// The results.
  package let outputs: [Definition]

  /// The record of `program`.
  package init(_ program: Program) {
    inputs = program.inputs
    steps = program.steps.map { Definition(name: $0.name, text: TextPrinter().print($0.expression)) }
    outputs = program.outputs.map { Definition(name: $0.name, text: TextPrinter().print($0.expression)) }
  }
}
