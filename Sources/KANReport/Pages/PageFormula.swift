import KANFormula

/// A formula as a page shows it: constants rounded to what is known of them.
struct PageFormula {
  let markup: String

  init(_ formula: Formula) {
    markup = MathMLWriter().equation(formula.outputName, formula.roundedExpression)
  }
}
