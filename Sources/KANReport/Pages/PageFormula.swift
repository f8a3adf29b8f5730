import KANData
import KANFormula

/// A formula as a page shows it, in MathML: constants rounded to what is known of them.
struct PageFormula {
  let markup: String

  /// A formula with `digits` significant digits; with those that its errors and the table leave where left out.
  init(_ formula: Formula, on data: Dataset? = nil, digits: Int? = nil) {
    var shown = digits == nil ? formula.rounded(on: data) : formula
    // Units and ranges have a table of their own.
    shown.outputUnit = nil
    shown.variables = formula.variables.map { Formula.Variable(name: $0.name) }
    markup = OutputLanguages.named("mathml")?.init(digits: digits ?? 6).document(Program([shown])) ?? ""
  }
}
