import KANFormula

/// A formula as reports write it, in every notation.
package struct FormulaRecord: Encodable, Sendable {
  /// The column that it explains.
  package let output: String
  /// The right side in plain infix; SymPy reads it with `^` replaced by `**`.
  package let text: String
  /// The right side in LaTeX.
  package let latex: String
  /// The unit of the output, if one was given.
  package let unit: String?
  /// The right side with its measured constants rounded to their errors, `12.31(4)*x`.
  package let rounded: String
  /// The number of nodes of the expression.
  package let complexity: Int
  /// The inputs with the ranges on which the formula was tested.
  package let variables: [Formula.Variable]
  /// The measured constants with their standard errors, in their order in the text.
  package let constants: [Formula.Constant]
  /// The correlation matrix of the measured constants, row by row.
  package let correlation: [[Double]]
  /// The errors on each part of the data.
  package let fidelity: [Formula.Fidelity]
  /// Where the formula is defined.
  package let validity: FormulaValidity?
  /// Its distance from the network that it was read off.
  package let agreement: NetworkAgreement?

  /// The record of `formula`.
  package init(_ formula: Formula) { self.init(formula, extraDigits: 0) }

  /// The record of `formula`.
  ///
  /// - Parameter extraDigits: The number of digits of `rounded` beyond those that the errors of the constants justify.
  package init(_ formula: Formula, extraDigits: Int) {
    output = formula.outputName
    text = formula.text(digits: nil)
    latex = formula.latex(digits: nil)
    unit = formula.outputUnit
    rounded = formula.showing(.parentheses, extraDigits: extraDigits).text(digits: nil)
    complexity = formula.expression.complexity
    variables = formula.variables
    constants = formula.constants
    correlation = formula.correlation
    fidelity = formula.fidelity
    validity = formula.validity
    agreement = formula.agreement
  }
}
