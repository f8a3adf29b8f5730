import KANFormula

/// A formula as a page shows it, in MathML: constants rounded to what is known of them.
struct PageFormula {
  let markup: String

  init(_ formula: Formula, digits: Int? = nil) {
    var shown = formula
    if digits == nil { shown.expression = formula.roundedExpression }
    // Units and ranges have a table of their own.
    shown.outputUnit = nil
    shown.variables = formula.variables.map { FormulaVariable(name: $0.name) }
    markup = OutputLanguages.named("mathml")?.init(digits: digits).document(Program([shown])) ?? ""
  }
}
