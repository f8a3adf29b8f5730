import KANFormula
import KANPlots
import KANSymbolic

/// The report on a fit as one self-contained HTML file.
package struct FitPage: Sendable {
  private let fit: Form.Fit
  private let tableName: String
  private let commands: [String]

  /// The page of a fit to the table called `tableName`, with the command lines that repeat it.
  package init(_ fit: Form.Fit, tableName: String, commands: [String] = []) {
    self.fit = fit
    self.tableName = tableName
    self.commands = commands
  }

  /// The text of the file.
  package var text: String {
    PageDocument(
      title: "A fit of \(fit.form.targetName)",
      lead:
        "The form <code>\(fit.form.text.xmlEscaped)</code> fitted to table \(tableName.xmlEscaped) of \(fit.statistics.rows) rows"
        + (fit.groups.isEmpty ? "." : " in \(fit.groups.count) groups."),
      sections: [formulaSection, constantSection, agreementSection, plotSection] + repetitionSection
    ).text
  }

  private typealias Section = PageDocument.Section

  private var formulaSection: Section {
    let formula = fit.formula
    let extraDigits = fit.extraDigits
    let numbers = zip(fit.formulas.indices, fit.formulas).map { g, formula in
      let shown = formula.withNumbers
      let title = fit.groups.isEmpty ? "" : "<p>Group \(fit.groups[g].xmlEscaped)</p>"
      return """
        \(title)<div class="formula scroll" tabindex="0" role="region" aria-label="The law with its numbers">
        \(PageFormula(shown, extraDigits: extraDigits).markup)
        </div>
        <details><summary>Text and LaTeX with all digits</summary>
        <pre class="scroll" tabindex="0">\("\(formula.outputName) = \(shown.text)".xmlEscaped)</pre>
        <pre class="scroll" tabindex="0">\(shown.latex(digits: nil).xmlEscaped)</pre>
        </details>
        """
    }
    return Section(
      name: "formula", title: "Formula",
      body: """
        <div class="formula scroll" tabindex="0" role="region" aria-label="The form">
        \(PageFormula(formula, on: nil).markup)
        </div>
        \(numbers.joined(separator: "\n"))
        """)
  }

  private var constantSection: Section {
    let names = fit.constants.map(Self.name)
    var table = HTMLTable(
      "Constants, one standard error", ["", "value", ""], numbers: [1])
    let extraDigits = fit.extraDigits
    for (name, constant) in zip(names, fit.constants) {
      table.add([
        name, ModelReport.Page.markup(Plot.Text(constant.measured, extraDigits: extraDigits)),
        constant.state == .atBound ? "at its bound" : "",
      ])
    }
    var body = table.markup
    if fit.constants.count > 1 {
      var correlations = HTMLTable(
        "Correlations of the constants", [""] + names, numbers: Set(1...names.count))
      for (n, row) in fit.correlation.enumerated() {
        correlations.add(
          [names[n]]
            + row.enumerated().map { $0 <= n ? ModelReport.Page.withMinus(ConstantTable.fixed($1)) : "" })
      }
      body +=
        "\n<details\(names.count > 8 ? "" : " open")><summary>Correlations</summary>\n\(correlations.markup)</details>"
    }
    if !fit.account.warnings.isEmpty {
      body += "\n<ul>\(fit.account.warnings.map { "<li>\($0.xmlEscaped)</li>" }.joined())</ul>"
    }
    return Section(name: "constants", title: "Constants", body: body)
  }

  private static func name(_ constant: Form.Fit.Constant) -> String {
    ModelReport.Page.markup(Plot.Text(name: constant.name))
      + (constant.group.map { " (\($0.xmlEscaped))" } ?? "")
  }

  private var agreementSection: Section {
    var table = HTMLTable("Agreement with the table", ["", ""], numbers: [1])
    for (title, value) in FitFacts(fit).rows { table.add([title.xmlEscaped, value.xmlEscaped]) }
    return Section(name: "agreement", title: "Agreement", body: table.markup)
  }

  private var plotSection: Section {
    let figures = FitFigures(fit).all.enumerated().map { n, figure in
      "<figure>\(PageGraphics.element(figure.plot.drawing, prefix: "plot\(n)"))"
        + "<figcaption>\(figure.caption.xmlEscaped)</figcaption></figure>"
    }
    return Section(
      name: "plots", title: "Plots", body: "<div class=\"plots\">\(figures.joined(separator: "\n"))</div>")
  }

  private var repetitionSection: [Section] {
    guard !commands.isEmpty else { return [] }
    return [
      Section(
        name: "again", title: "How to reproduce it",
        body: "<pre class=\"scroll\" tabindex=\"0\">\(commands.joined(separator: "\n").xmlEscaped)</pre>")
    ]
  }
}
