import KANFormula

/// A network as exact formulas, for programs to read.
public struct ProgramRecord: Encodable, Sendable {
  /// A name and its meaning in plain infix, as `Expression(parsing:)` reads it.
  public struct Definition: Encodable, Sendable {
    /// The name.
    public let name: String
    /// The right side.
    public let text: String
  }

  /// The inputs with their ranges.
  public let inputs: [FormulaVariable]
  /// The intermediate values, in the order of their use.
  public let steps: [Definition]
  /// The results.
  public let outputs: [Definition]

  /// Writes `program` down.
  public init(_ program: Program) {
    inputs = program.inputs
    steps = program.steps.map { Definition(name: $0.name, text: TextPrinter().print($0.expression)) }
    outputs = program.outputs.map { Definition(name: $0.name, text: TextPrinter().print($0.expression)) }
  }
}
