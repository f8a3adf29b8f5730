import KANFormula

/// Writes the cells of a notebook.
struct NotebookWriter {
  let report: ModelReport
  let formulas: [Formula]
  let dataName: String
  /// The names of inputs and targets in Python.
  let names: [String]

  var document: NotebookDocument {
    var document = NotebookDocument()
    document.add(.markdown, introduction)
    document.add(.code, imports)
    document.add(
      .markdown,
      "## Data\n\n`\(dataName)` contains the \(report.data.count) rows of the table and the outputs of the network."
    )
    document.add(.code, loading)
    for (n, formula) in formulas.enumerated() { addFormula(formula, number: n, to: &document) }
    return document
  }

  private var introduction: String {
    let title = formulas.map { "`\($0.outputName)`" }.joined(separator: ", ")
    let equations = formulas.map {
      "$$\(LaTeXPrinter().name($0.outputName)) = \(LaTeXPrinter().print($0.rounded(on: report.data).expression))$$"
    }
    var lines = ["# A formula for \(title)", ""] + equations
    for formula in formulas {
      let titles = Formula.Fidelity.titles(formula.fidelity)
      for part in formula.fidelity {
        lines.append(
          "* \(part.part): \(part.count) rows, \(titles.rmse) \(part.rmse.decimalText(digits: 3)), \(titles.rSquared) \(part.rSquaredText)"
        )
      }
    }
    lines += ["", "Found by SwiftKAN \(packageVersion) in the table `\(report.names.table)`:", ""]
    lines += report.story.commands.map { "    \($0)" }
    let ranges = (formulas.first?.variables ?? []).compactMap { variable in
      variable.range.map {
        "`\(variable.name)` from \($0.lowerBound.decimalText(digits: 4)) to \($0.upperBound.decimalText(digits: 4))"
          + (variable.unit.map { " \($0)" } ?? "")
      }
    }
    if !ranges.isEmpty {
      lines += ["", "Tested on the box \(ranges.joined(separator: ", ")), but not outside it."]
    }
    return lines.joined(separator: "\n")
  }

  private var imports: String {
    """
    import numpy as np
    import sympy as sp
    import matplotlib.pyplot as plt
    %matplotlib inline
    """
  }

  private var loading: String {
    "data = np.load(\"\(dataName)\")\n{name: column.shape for name, column in data.items()}"
  }

  private func addFormula(_ formula: Formula, number n: Int, to document: inout NotebookDocument) {
    let j = report.file.network.outputs.firstIndex { $0.name == formula.outputName } ?? 0
    let law = formulas.count == 1 ? "law" : "law_\(n)"
    let arguments = formula.variables.map { column($0.name) }.joined(separator: ", ")
    document.add(.markdown, "## \(formulas.count == 1 ? "In" : "`\(formula.outputName)` in") NumPy")
    document.add(.code, numpy(formula, law: law, arguments: arguments))
    document.add(
      .markdown,
      "### Comparison with the network\n\n\(comparison)"
    )
    document.add(.code, checks(law: law, arguments: arguments, j: j))
    document.add(.markdown, "## In SymPy")
    document.add(.code, sympy(formula, law: law))
    document.add(.markdown, "## Plots")
    document.add(.code, plots(formula, law: law, arguments: arguments, j: j))
  }

  /// The sentence that explains the distance between formula and network.
  private var comparison: String {
    report.file.network.isSymbolic
      ? "The curves of the network are the closed forms of the formula; they differ only by rounding and by constants that were refined afterwards."
      : "The network and the formula were fitted to the same rows; the distance between them shows how much the network's curves differ from closed forms."
  }

  /// A column of the data in Python.
  private func column(_ name: String) -> String {
    let all = report.data.inputNames + report.data.targetNames
    return "data[\"\(all.firstIndex(of: name).map { names[$0] } ?? name)\"]"
  }

  private func numpy(_ formula: Formula, law: String, arguments: String) -> String {
    let code =
      OutputLanguages.named("python")?.init(digits: nil).document(Program([formula], name: law)) ?? ""
    // The value of a constant law is a number, not a column.
    return code
      + "\n\npredicted = \(law)(\(arguments)) + 0 * \(column(report.data.inputNames[0]))\npredicted[:5]"
  }

  private func checks(law: String, arguments: String, j: Int) -> String {
    var lines = [
      "network = data[\"network_\(j)\"]",
      "assert np.isfinite(predicted).all(), \"the formula is not finite on every row\"",
    ]
    if report.figures.isClassifier {
      lines.append("scale = network.std()")
    } else {
      lines += [
        "truth = \(column(report.data.targetNames[j]))", "scale = truth.std()",
        "print(f\"formula: RMSE {np.sqrt(np.mean((predicted - truth)**2)):.3g}, largest error {np.max(np.abs(predicted - truth)):.3g}\")",
        "print(f\"network: RMSE {np.sqrt(np.mean((network - truth)**2)):.3g}, largest error {np.max(np.abs(network - truth)):.3g}\")",
      ]
    }
    lines += [
      "distance = np.sqrt(np.mean((predicted - network)**2))",
      "print(f\"formula against network: {distance:.3g}, {distance / scale:.2%} of the standard deviation\")",
      "assert distance < \(tolerance(j)) * scale",
    ]
    return lines.joined(separator: "\n")
  }

  /// Twice the distance that SwiftKAN itself finds, so that the check detects a different formula or network, not rounding.
  private func tolerance(_ j: Int) -> String {
    let network = report.file.network(report.data.inputs)[j]
    let formula = report.figures.predictions(report.data)[j]
    let mean = network.reduce(0, +) / Double(max(network.count, 1))
    let reference = report.figures.isClassifier ? network : report.data.targets[j]
    let center = report.figures.isClassifier ? mean : reference.reduce(0, +) / Double(max(reference.count, 1))
    let spread = reference.reduce(0) { $0 + ($1 - center) * ($1 - center) }
    let distance = zip(network, formula).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    return max(2 * (distance / max(spread, 1e-300)).squareRoot(), 1e-9).decimalText(digits: 3)
  }

  private func sympy(_ formula: Formula, law: String) -> String {
    let code =
      OutputLanguages.named("sympy")?.init(digits: nil).document(Program([formula], name: "expression")) ?? ""
    let labels = formula.variables.map { variable in
      "\""
        + variable.name.filter { !$0.isNewline }.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        + "\""
    }
    return code + """

      symbols = [sp.Symbol(label, real=True) for label in [\(labels.joined(separator: ", "))]]
      again = sp.lambdify(symbols, expression, "numpy")(\(formula.variables.map { column($0.name) }.joined(separator: ", ")))
      assert np.allclose(again, predicted, rtol=1e-9, atol=1e-12 * np.max(np.abs(predicted)))
      expression
      """
  }

  private func plots(_ formula: Formula, law: String, arguments: String, j: Int) -> String {
    let label = "$\(LaTeXPrinter().name(formula.outputName))$" + (formula.outputUnit.map { " [\($0)]" } ?? "")
    let quoted = label.replacing("\"", with: "")
    guard !report.figures.isClassifier else {
      return """
        fig, ax = plt.subplots(figsize=(5, 3.6), layout="constrained")
        labels = \(column(report.data.targetNames[0]))
        for c in np.unique(labels):
            ax.hist(predicted[labels == c], bins=50, density=True, histtype="step", label=f"{c:g}"\(report.data.weights == nil ? "" : ", weights=data[\"weights\"][labels == c]"))
        ax.set(xlabel=r"\(quoted)", ylabel="density")
        ax.legend()
        plt.show()
        """
    }
    return """
      fig, (left, right) = plt.subplots(1, 2, figsize=(9, 3.8), layout="constrained")
      left.plot(truth, predicted, ".", markersize=3, rasterized=True)
      left.axline((truth.mean(), truth.mean()), slope=1, color="gray", linewidth=0.8)
      left.set(xlabel=r"measured \(quoted)", ylabel=r"predicted \(quoted)")
      right.hist(truth - predicted, bins=60, histtype="step")
      right.set(xlabel=r"measured − predicted \(quoted)", ylabel="rows", yscale="log")
      plt.show()
      """
  }
}
