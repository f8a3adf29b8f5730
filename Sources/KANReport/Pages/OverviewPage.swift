import KANFormula
import KANPlots
import KANSearch

/// A page about the laws of several targets of one table, with a link to the page of each.
struct OverviewPage {
  /// A law and the path of its page.
  struct Entry {
    let target: String
    let folder: String
    let discovery: Discovery
  }

  let entries: [Entry]
  /// How well the laws together separate the classes of one column; `nil` if the targets are not such classes.
  var classes: Discovery.OfClasses?
  let tableName: String

  /// The text of the file.
  var text: String {
    let title = "Laws for \(entries.map(\.target).joined(separator: ", "))"
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
      <title>\(title.xmlEscaped)</title>
      <style>\(PageStyle.text)</style>
      </head>
      <body>
      <header><h1>\(title.xmlEscaped)</h1>
      <p class="lead">Found in the table \(tableName.xmlEscaped), one search for each target.</p></header>
      <main>
      \(classes.map(ClassSection.init)?.markup ?? "")
      \(entries.map(section).joined(separator: "\n"))
      </main>
      <footer>Written by SwiftKAN \(packageVersion). This page works offline.</footer>
      </body>
      </html>

      """
  }

  private func section(_ entry: Entry) -> String {
    let name = ModelReport.Page.markup(Plot.Text(name: entry.target))
    let law =
      entry.discovery.formula.map { formula in
        """
        <div class="formula scroll" tabindex="0" role="region" aria-label="Formula for \(entry.target.xmlEscaped)">
        \(PageFormula(formula, on: nil).markup)
        </div>
        """
      } ?? "<p>No closed form was found.</p>"
    let errors = (entry.discovery.formula?.fidelity ?? []).map { part in
      let measure =
        part.labels.map { "log-loss \(ModelReport.Page.number($0.logLoss, digits: 3))" }
        ?? "\(Formula.Fidelity.titles([part]).rmse) \(ModelReport.Page.number(part.rmse, digits: 3))"
      return "\(part.part): \(measure) on \(part.count) rows"
    }
    return """
      <section aria-label="\(entry.target.xmlEscaped)">
      <h2>\(name)</h2>
      \(law)
      <p>\(errors.joined(separator: "; "))</p>
      <p><a href="\(entry.folder.xmlEscaped)/report.html">Details for \(name)</a></p>
      </section>
      """
  }
}
