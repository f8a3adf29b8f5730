import KANFormula

/// A formula as reports write it, in every notation.
public struct FormulaRecord: Encodable, Sendable {
  /// The column that it explains.
  public let output: String
  /// The right side in plain infix; SymPy reads it once `^` is `**`.
  public let text: String
  /// The right side in LaTeX.
  public let latex: String
  /// The number of nodes of the expression.
  public let complexity: Int
  /// The inputs with the ranges on which the formula was tested.
  public let variables: [FormulaVariable]
  /// The measured constants with their standard errors, in the order in which the text has them.
  public let constants: [FittedConstant]
  /// The errors on each part of the data.
  public let fidelity: [FormulaFidelity]

  /// Writes `formula` down.
  public init(_ formula: Formula) {
    output = formula.outputName
    text = formula.text
    latex = formula.latex(digits: nil)
    complexity = formula.expression.complexity
    variables = formula.variables
    constants = formula.constants
    fidelity = formula.fidelity
  }
}
