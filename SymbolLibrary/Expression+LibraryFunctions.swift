import KANFormula

extension FormulaExpression {
  /// Reads infix text in which the functions of a catalog may be called by their names: `2*gaussian(x - 1)` is 2·exp(−(x − 1)²).
  ///
  /// - Throws: `FormulaError` as `init(parsing:)` does, also for a function that neither the text form nor the catalog has.
  package init(parsing text: String, functionsOf catalog: SymbolCatalog) throws {
    let (parsed, uses) = try Self.parsingUnknownFunctions(text)
    var bodies: [String: FormulaExpression] = [:]
    // A use inside the argument of another comes first.
    for use in uses {
      guard use.arguments.count == 1, let symbol = catalog.symbol(called: use.function)
      else {
        // The plain reader names the function and its place.
        self = try FormulaExpression(parsing: text)
        return
      }
      bodies[use.text] = symbol.expression.substituting(["x": use.arguments[0].substituting(bodies)])
    }
    self = parsed.substituting(bodies)
  }
}
