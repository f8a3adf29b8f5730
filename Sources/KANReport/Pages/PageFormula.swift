import KANData
import KANFormula

/// A formula as a page shows it, in MathML: constants rounded to their significant digits.
struct PageFormula {
  let markup: String

  /// A formula with `digits` significant digits; if `nil`, with those that its errors and the table justify.
  init(_ formula: Formula, on data: Dataset? = nil, digits: Int? = nil) {
    self.init(shown: digits == nil ? formula.rounded(on: data) : formula, digits: digits)
  }

  /// A formula with `extraDigits` digits of its constants beyond those that their errors justify.
  init(_ formula: Formula, extraDigits: Int) {
    self.init(shown: formula.showing(.plain, extraDigits: extraDigits), digits: nil)
  }

  private init(shown formula: Formula, digits: Int?) {
    var shown = formula
    // Units and ranges are shown in a separate table.
    shown.outputUnit = nil
    shown.variables = formula.variables.map { Formula.Variable(name: $0.name) }
    markup = OutputLanguages.named("mathml")?.init(digits: digits ?? 6).document(Program([shown])) ?? ""
  }
}
