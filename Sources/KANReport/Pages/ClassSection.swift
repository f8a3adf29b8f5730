import KANFormula
import KANPlots
import KANSearch

/// The section of the overview page on how well the laws of several classes together separate them.
struct ClassSection {
  let markup: String

  init(_ discovery: Discovery.OfClasses) {
    func name(_ text: String) -> String { ModelReport.Page.markup(Plot.Text(name: text)) }
    var table = HTMLTable(
      "Agreement of all laws together with the classes",
      ["part", "rows", "log-loss", "log-loss of class frequencies", "accuracy"]
        + discovery.shortNames.map { "ROC AUC of \(name($0))" },
      numbers: Set(1..<5 + discovery.classes.count))
    for part in discovery.fidelity {
      table.add(
        [
          part.part.xmlEscaped, "\(part.count)", ModelReport.Page.number(part.logLoss),
          ModelReport.Page.number(part.logLossOfShares), ModelReport.Page.number(part.accuracy),
        ]
          + part.areas.map { area in
            guard let value = area.value else { return "" }
            guard let error = area.standardError, error > 0 else { return ModelReport.Page.number(value) }
            return ModelReport.Page.markup(Plot.Text(Formula.MeasuredValue(value, standardError: error)))
          })
    }
    let validation =
      discovery.isCrossValidated
      ? " In the cross-validation the constants were fitted without the rows that are predicted; the forms of the laws were chosen with all rows."
      : ""
    markup = """
      <section aria-label="All classes together">
      <h2>All classes together</h2>
      <p>The probability of a class is exp(score) over the sum of exp(score) of all classes. The score of \(name(discovery.reference)) is 0,
      that of another class is the value of its law below.\(validation)</p>
      \(table.markup)
      </section>
      """
  }
}
