import KANFormula

extension ReportPage {
  var formulaSection: Section? {
    let formulas = report.formulas
    guard !formulas.isEmpty else { return nil }
    let body = formulas.map { formula in
      """
      <div class="formula scroll" tabindex="0" role="region" aria-label="Formula for \(formula.outputName.xmlEscaped)">
      \(PageFormula(formula).markup)
      </div>
      <details><summary>As text and LaTeX, all digits</summary>
      <pre class="scroll" tabindex="0">\("\(formula.outputName) = \(formula.text)".xmlEscaped)</pre>
      <pre class="scroll" tabindex="0">\(formula.latex(digits: nil).xmlEscaped)</pre>
      </details>
      """
    }
    return Section(name: "formula", title: "Formula", body: body.joined(separator: "\n"))
  }

  var constantSection: Section? {
    let tables = report.formulas.compactMap { formula -> String? in
      // Terms that turned out to be nothing are no longer in the formula.
      let shown = formula.constants.filter { $0.recognisedAs != "0" }
      guard !shown.isEmpty else { return nil }
      var table = HTMLTable(
        "Constants of \(name(formula.outputName)), one standard error", ["", "fitted", "taken for"],
        numbers: [1])
      for (n, constant) in shown.enumerated() {
        let measured = MeasuredText(constant.value, error: constant.standardError)
        table.add([
          "<i>c</i><sub>\(n + 1)</sub>", Self.markup(measured.rich),
          constant.recognisedAs.map { "<code>\($0.xmlEscaped)</code>" } ?? "free",
        ])
      }
      return table.markup
    }
    return tables.isEmpty
      ? nil : Section(name: "constants", title: "Constants", body: tables.joined(separator: "\n"))
  }

  var fidelitySection: Section? {
    var blocks: [String] = []
    for formula in report.formulas where !formula.fidelity.isEmpty {
      var table = fidelityTable("Agreement of the formula for \(name(formula.outputName)) with the data")
      for part in formula.fidelity { table.add(cells(part, formula.outputName)) }
      blocks.append(table.markup)
    }
    if !report.figures.isClassifier {
      var table = fidelityTable("Agreement of the network with the table")
      for (j, part) in report.agreement(network(report.data.inputs)).enumerated() {
        var named = part
        if network.outputs.count > 1 { named.part = report.data.targetNames[j] }
        table.add(cells(named, report.data.targetNames[j]))
      }
      blocks.append(table.markup)
    }
    blocks.append(validityBox)
    return Section(name: "fidelity", title: "Fidelity and validity", body: blocks.joined(separator: "\n"))
  }

  private func fidelityTable(_ caption: String) -> HTMLTable {
    HTMLTable(caption, ["part", "rows", "RMSE", "<i>R</i>²", "largest error"], numbers: [1, 2, 3, 4])
  }

  private func cells(_ part: FormulaFidelity, _ column: String) -> [String] {
    [
      part.part.xmlEscaped, "\(part.count)", Self.number(part.rmse, digits: 3) + unit(column),
      Self.number(part.rSquared, digits: 8), Self.number(part.maximumError, digits: 3) + unit(column),
    ]
  }

  /// Where the result was seen to hold.
  private var validityBox: String {
    var table = HTMLTable("Seen from … to …", ["input", "from", "to"], numbers: [1, 2])
    let variables = report.formulas.first?.variables ?? []
    for (i, input) in report.data.inputNames.enumerated() {
      let column = report.data.inputs[i]
      let range =
        variables.first { $0.name == input }?.range
        ?? (column.min() ?? 0)...(column.max() ?? 0)
      table.add([
        name(input) + (unit(input).isEmpty ? "" : " [\(unit(input).dropFirst())]"),
        Self.number(range.lowerBound), Self.number(range.upperBound),
      ])
    }
    return """
      <div class="box"><p><strong>Valid inside this box.</strong> Beyond it nothing was measured.</p>
      \(table.markup)</div>
      """
  }
}
