import KANFormula
import KANPlots
import KANSymbolic

/// A fit as a piece of a paper: the equation, its constants with errors (one row per group if there are groups), and a sentence on
/// the quality of the fit.
package struct FitFragment: Sendable {
  /// The contents of `formula.tex`.
  package let formula: String
  /// The contents of `references.bib`.
  package let references = Bibliography.text

  /// The column width of a two-column journal, in points.
  private static let columnWidth = 246.0

  /// The fragment of a fit.
  ///
  /// - Parameter isFound: Whether a search found the form, and not the user.
  package init(_ fit: Form.Fit, isFound: Bool = false) {
    let equation = LaTeXPrinter(digits: nil, lineWidth: Self.columnWidth).document(
      Program(
        inputs: fit.formula.variables.map { Formula.Variable(name: $0.name) },
        outputs: [Program.Definition(name: fit.formula.outputName, expression: fit.formula.expression)]))
    formula =
      [
        "% Written by SwiftKAN \(packageVersion). Needs the packages amsmath, booktabs, siunitx; \\bibliography{references} for the citations.",
        equation, (isFound ? Self.origin(fit) + " " : "") + Self.sentence(fit), FitTable(fit).table,
      ].joined(separator: "\n\n") + "\n"
  }

  /// The sentence on a form that was found.
  private static func origin(_ fit: Form.Fit) -> String {
    "The form was found with SwiftKAN~\(packageVersion) in the rows of \\num{\(fit.groups.count)} groups, and chosen by its "
      + "description length, as were the constants that the groups share."
  }

  private static func sentence(_ fit: Form.Fit) -> String {
    let s = fit.statistics
    var text =
      "The constants were fitted to \\num{\(s.rows)} rows by nonlinear least squares~\\cite{\(Bibliography.leastSquares)}; \\num{\(s.degreesOfFreedom)} degrees of freedom remain"
    if let chiSquare = s.chiSquare, s.degreesOfFreedom > 0 {
      text += ", $\\chi^2/\\mathrm{ndf} = \\num{\(chiSquare.decimalText(digits: 4))}/\(s.degreesOfFreedom)$"
      if let probability = s.probability { text += " ($p = \\num{\(probability.decimalText(digits: 2))}$)" }
    } else if let deviation = s.residualStandardDeviation {
      text += ", with a residual standard deviation of \\num{\(deviation.decimalText(digits: 3))}"
    }
    return text + "."
  }
}

/// The constants of a fit as a `table` with booktabs' rules: one row per constant, or one row per group.
package struct FitTable: Sendable {
  private let fit: Form.Fit
  private let extraDigits: Int

  /// The table of a fit.
  package init(_ fit: Form.Fit) {
    self.fit = fit
    extraDigits = fit.extraDigits
  }

  /// The `tabular` alone.
  package var tabular: String {
    let printer = LaTeXPrinter()
    let common = fit.constants.filter { $0.group == nil }
    let own = fit.constants.filter { $0.group != nil }
    let names = fit.form.constants.filter { name in own.contains { $0.name == name } }
    var lines = [
      "\\begin{tabular}{l" + String(repeating: "l", count: max(1, names.count)) + "}", "  \\toprule",
    ]
    if !names.isEmpty {
      lines.append("  group & " + names.map { "$\(printer.name($0))$" }.joined(separator: " & ") + " \\\\")
      lines.append("  \\midrule")
      for group in fit.groups {
        let cells = names.map { name in
          own.first { $0.name == name && $0.group == group }.map { "$\(value($0))$" } ?? ""
        }
        lines.append("  " + ([LaTeXText.escaped(group)] + cells).joined(separator: " & ") + " \\\\")
      }
      if !common.isEmpty { lines.append("  \\midrule") }
    }
    for constant in common {
      let value = "$\(value(constant))$"
      let cell = names.count > 1 ? "\\multicolumn{\(names.count)}{l}{\(value)}" : value
      lines.append("  $\(printer.name(constant.name))$ & \(cell) \\\\")
    }
    lines += ["  \\bottomrule", "\\end{tabular}"]
    return lines.joined(separator: "\n")
  }

  private func value(_ constant: Form.Fit.Constant) -> String {
    constant.measured.latex(.parentheses, extraDigits: extraDigits)
  }

  /// The `table` with its caption.
  package var table: String {
    let groups = fit.groups.isEmpty ? "" : ", of every group and, below, common to all"
    return """
      \\begin{table}
        \\caption{Fitted constants of $\(LaTeXPrinter().name(fit.form.targetName))$\(groups), with one standard error in parentheses, in units of the last digit.}
        \\centering
      \(tabular)
      \\end{table}
      """
  }
}
