import KANFormula
import KANPlots

extension ModelReport.Page {
  var formulaSection: Section? {
    let formulas = report.formulas
    guard !formulas.isEmpty else { return nil }
    let body = formulas.map { formula in
      """
      <div class="formula scroll" tabindex="0" role="region" aria-label="Formula for \(formula.outputName.xmlEscaped)">
      \(PageFormula(formula, on: report.data).markup)
      </div>
      <details><summary>Text and LaTeX with all digits</summary>
      <pre class="scroll" tabindex="0">\(formula.equation().xmlEscaped)</pre>
      <pre class="scroll" tabindex="0">\(formula.latex(digits: nil).xmlEscaped)</pre>
      </details>
      """
    }
    return Section(name: "formula", title: "Formula", body: body.joined(separator: "\n"))
  }

  var constantSection: Section? {
    let tables = report.formulas.compactMap { formula -> String? in
      // Terms that turned out to be zero are no longer in the formula.
      let shown = formula.constants.filter { $0.recognisedAs != "0" }
      guard !shown.isEmpty else { return nil }
      let extraDigits = formula.extraDigits(on: report.data)
      var table = HTMLTable(
        "Constants of \(name(formula.outputName)), one standard error",
        ["constant", "fitted", "identified as"],
        numbers: [1])
      for (n, constant) in shown.enumerated() {
        table.add([
          "<i>c</i><sub>\(n + 1)</sub>", Self.markup(Plot.Text(constant.measured, extraDigits: extraDigits)),
          constant.recognisedAs.map { "<code>\($0.xmlEscaped)</code>" }
            ?? (constant.isConsistentWithZero ? "free; consistent with zero" : "free"),
        ])
      }
      return table.markup + correlations(of: formula)
    }
    return tables.isEmpty
      ? nil : Section(name: "constants", title: "Constants", body: (tables + units).joined(separator: "\n"))
  }

  /// The units of the constants, if the columns have units.
  private var units: [String] {
    let carriers = report.formulas.count == 1 ? report.story.search?.units?.carriers ?? [] : []
    guard !carriers.isEmpty else { return [] }
    let sentences = carriers.map(\.sentence).map { $0.prefix(1).uppercased() + $0.dropFirst() + "." }
    return ["<p>\(sentences.joined(separator: " ").xmlEscaped)</p>"]
  }

  /// A number with a minus sign in place of a hyphen.
  static func withMinus(_ number: String) -> String { number.replacing("-", with: "−") }

  /// The correlations of the free constants; empty for a single constant.
  private func correlations(of formula: Formula) -> String {
    let rows = formula.correlation
    guard rows.count > 1 else { return "" }
    let names = rows.indices.map { "<i>c</i><sub>\($0 + 1)</sub>" }
    var table = HTMLTable(
      "Correlations of the constants of \(name(formula.outputName))", ["constant"] + names,
      numbers: Set(1...rows.count))
    for (n, row) in rows.enumerated() {
      table.add([names[n]] + row.enumerated().map { $0 <= n ? Self.withMinus(ConstantTable.fixed($1)) : "" })
    }
    return "\n<details><summary>Correlations</summary>\n\(table.markup)</details>"
  }
}
