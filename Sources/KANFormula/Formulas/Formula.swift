/// A law found in data: the expression, its constants with their errors, and its agreement with the data.
public struct Formula: Sendable, Hashable {
  /// The column that the formula predicts.
  public var outputName: String
  /// The unit of the output as the user wrote it; `nil` if none was given.
  public var outputUnit: String?
  /// The meaning of its value: the output itself, or the log-odds of a label.
  public package(set) var meaning: Formula.Meaning
  /// The right-hand side.
  public package(set) var expression: FormulaExpression
  /// The inputs, in the order of the columns.
  public package(set) var variables: [Formula.Variable]
  /// The fitted constants: first the free ones in the order of `expression.freeConstants`, then those that were recognised as
  /// exact. A formula of a given form contains its constants by name and not as free ones.
  public package(set) var constants: [Formula.Constant]
  /// The correlation matrix of the free constants, row by row; empty if it is not known.
  public package(set) var correlation: [[Double]]
  /// The agreement with each part of the data.
  public package(set) var fidelity: [Formula.Fidelity]
  /// Where the formula is defined; `nil` if this was not examined.
  package var validity: FormulaValidity?
  /// Its distance from the network that it was read off; `nil` if it was not compared with one.
  package var agreement: NetworkAgreement?

  /// A law from its parts.
  ///
  /// - Parameters:
  ///   - outputName: The column that the formula predicts.
  ///   - outputUnit: The unit of the output as text; `nil` if there is none.
  ///   - meaning: The meaning of the value; by default it is the output itself.
  ///   - expression: The right-hand side.
  ///   - variables: The inputs, which must contain all variables of the expression, in the order in which `values(_:)`
  ///     takes their columns; `nil` means those of the expression, sorted, with unknown ranges.
  ///   - constants: The fitted constants, first the free ones in the order in which they occur in the expression from
  ///     left to right, then those that were recognised as exact.
  ///   - correlation: The correlation matrix of the free constants, row by row; empty if it is not known.
  ///   - fidelity: The agreement with each part of the data.
  public init(
    outputName: String, outputUnit: String? = nil, meaning: Formula.Meaning = .quantity,
    expression: FormulaExpression,
    variables: [Formula.Variable]? = nil, constants: [Formula.Constant] = [], correlation: [[Double]] = [],
    fidelity: [Formula.Fidelity] = []
  ) {
    self.init(
      outputName: outputName, outputUnit: outputUnit, meaning: meaning, expression: expression,
      variables: variables, constants: constants, correlation: correlation, fidelity: fidelity, validity: nil)
  }

  /// The same with its range of validity and its distance from its network.
  package init(
    outputName: String, outputUnit: String? = nil, meaning: Formula.Meaning = .quantity,
    expression: FormulaExpression,
    variables: [Formula.Variable]? = nil, constants: [Formula.Constant] = [], correlation: [[Double]] = [],
    fidelity: [Formula.Fidelity] = [], validity: FormulaValidity?, agreement: NetworkAgreement? = nil
  ) {
    self.outputName = outputName
    self.outputUnit = outputUnit
    self.meaning = meaning
    self.expression = expression
    self.variables = variables ?? expression.variables.map { Formula.Variable(name: $0) }
    self.constants = constants
    self.correlation = correlation
    self.fidelity = fidelity
    self.validity = validity
    self.agreement = agreement
  }

  /// The right-hand side as plain infix text with all digits, which reads back into the same expression.
  public var text: String { TextPrinter().print(expression) }

  /// The right-hand side as plain infix text for readers: measured constants rounded, exact decimals
  /// such as 16/5 as `3.2`.
  ///
  /// - Parameter digits: The number of significant digits of measured constants; `nil` for all.
  public func text(digits: Int?) -> String {
    var printer = TextPrinter(digits: digits)
    printer.writesDecimals = true
    return printer.print(expression)
  }

  /// The equation in LaTeX, `y = …`, without dollar signs; for log-odds `\operatorname{logit} P(label = 1) = …`.
  ///
  /// - Parameter digits: The number of significant digits of measured constants; `nil` for all.
  public func latex(digits: Int? = 4) -> String {
    "\(latexLeftSide) = \(LaTeXPrinter(digits: digits).print(expression))"
  }

  /// A Swift file with two functions of the variables, in the order of `variables`: one of numbers, one of columns.
  ///
  /// - Parameter functionName: The name of both functions; converted to a legal name if necessary.
  public func swift(functionName: String = "law") -> String {
    SwiftPrinter().document(Program([self], name: functionName))
  }

  /// The ranges of the variables, as `simplified(on:)` and `range(on:)` take them.
  public var box: [String: ClosedRange<Double>] {
    Dictionary(
      variables.compactMap { variable in variable.range.map { (variable.name, $0) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// The values of the formula at every row.
  ///
  /// - Parameter columns: One column for every entry of `variables`, in that order, all of the same length.
  /// - Returns: One value per row, and a single one for a formula without variables; NaN where the
  /// formula is not defined.
  /// - Throws: An error if the expression uses another variable.
  public func values(_ columns: [[Double]]) throws -> [Double] {
    try CompiledExpression(expression, variables: variables.map(\.name)).values(columns)
  }
}
