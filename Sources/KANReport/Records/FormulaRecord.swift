import KANFormula

/// A formula as reports write it, in every notation.
public struct FormulaRecord: Encodable, Sendable {
  /// The column that it explains.
  public let output: String
  /// The right side in plain infix; SymPy reads it once `^` is `**`.
  public let text: String
  /// The right side in LaTeX.
  public let latex: String
  /// The unit of the output, where one was given.
  public let unit: String?
  /// The right side with its measured constants rounded to their errors, `12.31(4)*x`.
  public let rounded: String
  /// The number of nodes of the expression.
  public let complexity: Int
  /// The inputs with the ranges on which the formula was tested.
  public let variables: [FormulaVariable]
  /// The measured constants with their standard errors, in the order in which the text has them.
  public let constants: [FittedConstant]
  /// The correlation matrix of the measured constants, row by row.
  public let correlation: [[Double]]
  /// The errors on each part of the data.
  public let fidelity: [FormulaFidelity]
  /// Where the formula is defined.
  public let validity: FormulaValidity?
  /// How far it is from the network that it was read off.
  public let agreement: NetworkAgreement?

  /// Writes `formula` down.
  public init(_ formula: Formula) {
    output = formula.outputName
    text = formula.text(digits: nil)
    latex = formula.latex(digits: nil)
    unit = formula.outputUnit
    rounded = formula.text(constants: .parentheses)
    complexity = formula.expression.complexity
    variables = formula.variables
    constants = formula.constants
    correlation = formula.correlation
    fidelity = formula.fidelity
    validity = formula.validity
    agreement = formula.agreement
  }
}
