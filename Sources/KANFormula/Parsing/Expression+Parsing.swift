extension Expression {
  /// Reads infix text such as `exp(sin(pi*x) + y^2)`.
  ///
  /// Powers are `^` or `**`; whole numbers are exact, numbers with a point or an exponent are measured constants; `pi`
  /// and `exp(1)` are exact, every other name is a variable; `log` and `ln` are natural logarithms, `log10(u)` and `log2(u)` quotients of
  /// them. A name with unusual characters is enclosed in backquotes.
  /// Text is bounded in length and depth, so that hostile text cannot exhaust memory.
  ///
  /// - Parameters:
  ///   - text: The formula.
  ///   - constants: Further names that stand for exact constants.
  /// - Throws: An error with the position of the first invalid character, and one for a text that is too long
  /// or too deeply nested.
  public init(parsing text: String, constants: [NamedConstant] = []) throws {
    self = try FormulaParser.parse(text, constants: constants)
  }

  /// Reads a formula in which functions may be unknown, such as `sqrt(f(x)^2 + g(y, z))`.
  ///
  /// - Returns: The formula in which every use of an unknown function is replaced by a variable, named as the use is written, and
  ///   these uses.
  /// - Throws: `FormulaError` as `init(parsing:constants:)`.
  package static func parsingUnknownFunctions(
    _ text: String, constants: [NamedConstant] = []
  ) throws(FormulaError) -> (expression: Expression, uses: [UnknownFunctionUse]) {
    try FormulaParser.parse(text, constants: constants, admittingUnknownFunctions: true)
  }
}
