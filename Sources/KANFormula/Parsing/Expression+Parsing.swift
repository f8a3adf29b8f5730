extension Expression {
  /// Reads infix text such as `exp(sin(pi*x) + y^2)`.
  ///
  /// Powers are `^` or `**`; whole numbers are exact, numbers with a point or an exponent are measured
  /// constants; `pi` and `E` are exact, every other name is a variable. A name with unusual characters stands
  /// between backquotes. Text is bounded in length and depth, so that hostile text cannot exhaust memory.
  ///
  /// - Parameters:
  ///   - text: the formula.
  ///   - constants: further names that stand for exact constants.
  /// - Throws: `FormulaError` with the position of the first character that makes no sense.
  public init(parsing text: String, constants: [NamedConstant] = []) throws(FormulaError) {
    self = try FormulaParser.parse(text, constants: constants)
  }
}
