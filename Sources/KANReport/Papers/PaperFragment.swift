import KANData
import KANFormula
import KANModel
import KANPlots
import KANSearch

/// A result as a piece of a paper: `\input{formula.tex}` inserts the equation, a table of its constants, the network as a figure
/// and a sentence on the method.
public struct PaperFragment: Sendable {
  /// The contents of `formula.tex`.
  public let formula: String
  /// The contents of `references.bib`.
  public let references: String

  /// The column width of a two-column journal, in points.
  private static let columnWidth = 246.0

  /// The fragment of a report: equations, a sentence on the method, tables of the constants, and the
  /// network as a figure.
  ///
  /// - Parameter report: The report; without formulas only the sentence and the figure are written.
  public init(_ report: ModelReport) {
    let formulas = report.formulas
    let diagram = NetworkDiagram(report.file.network, on: report.data.inputs, weights: report.data.weights)
    // Names and shapes offer no line breaks, so the spaces between words may stretch instead.
    let method = "{\\emergencystretch=4em \(MethodParagraph(report: report).latex)\\par}"
    let equations = formulas.map { Self.equation($0, on: report.data) }
    let tables = formulas.flatMap { Self.constantTables($0, on: report.data) }
    let blocks = equations + [method] + tables + [Self.figure(diagram, report)]
    formula = Self.head(report) + blocks.joined(separator: "\n\n") + "\n"
    references = Bibliography.text
  }

  /// The fragment of a formula by itself: the equation and the table of its constants.
  ///
  /// - Parameter formula: The formula.
  public init(_ formula: Formula) {
    let blocks = [Self.equation(formula, on: nil)] + Self.constantTables(formula, on: nil)
    self.formula = Self.head(nil) + blocks.joined(separator: "\n\n") + "\n"
    references = Bibliography.text
  }

  private static func head(_ report: ModelReport?) -> String {
    let figure = report == nil ? "" : ", tikz, graphicx; \\bibliography{references} for the citations"
    return """
      % Written by SwiftKAN \(packageVersion). Needs the packages amsmath, booktabs, siunitx\(figure).


      """
  }

  // MARK: - Equation

  private static func equation(_ formula: Formula, on data: Dataset?) -> String {
    LaTeXPrinter(digits: 6, lineWidth: columnWidth).document(Program([formula.rounded(on: data)]))
  }

  // MARK: - Constants

  /// The number of table rows that fit on a page.
  private static let tableRows = 36

  private static func constantTables(_ formula: Formula, on data: Dataset?) -> [String] {
    let extraDigits = formula.extraDigits(on: data)
    let shown = formula.constants.filter { $0.recognisedAs != "0" }
    let hasExact = shown.contains { $0.recognisedAs != nil }
    let rows = shown.enumerated().map { n, constant in
      "  $c_{\(n + 1)}$ & \\num{\(constant.measured.text(.parentheses, extraDigits: extraDigits))}\(remark(constant))"
        + (hasExact ? " & \(constant.exactLaTeX ?? "free")" : "") + " \\\\"
    }
    let name = LaTeXPrinter().name(formula.outputName)
    let exact = hasExact ? ", and the exact numbers that replaced them" : ""
    let uncertain =
      shown.contains { $0.isConsistentWithZero }
      ? " A dagger marks constants that are consistent with zero." : ""
    return stride(from: 0, to: rows.count, by: tableRows).map { start in
      let caption =
        start == 0
        ? "Fitted constants of $\(name)$ in the order in which they appear, with one standard error in parentheses, in units "
          + "of the last digit\(exact).\(uncertain)" : "Fitted constants of $\(name)$, continued."
      return """
        \\begin{table}
          \\caption{\(caption)}
          \\centering
          \\begin{tabular}{\(hasExact ? "lll" : "ll")}
          \\toprule
          & fitted\(hasExact ? " & exact" : "") \\\\
          \\midrule
        \(rows[start..<min(start + tableRows, rows.count)].joined(separator: "\n"))
          \\bottomrule
          \\end{tabular}
        \\end{table}
        """
    }
  }

  /// Marks constants smaller than their errors.
  private static func remark(_ constant: Formula.Constant) -> String {
    constant.isConsistentWithZero ? "\\textsuperscript{\\textdagger}" : ""
  }

  // MARK: - Figure

  /// The subject of a diagram's caption.
  private static func subject(_ report: ModelReport) -> String {
    if report.file.network.isSymbolic { return "The formula as a network" }
    if report.formulas.isEmpty { return "The network" }
    return report.story.foundWithoutSplines
      ? "The network that was trained for comparison with the formula" : "The network behind the formula"
  }

  /// The diagram at column width with 8-point type, which journals accept as it is.
  private static func figure(_ diagram: NetworkDiagram, _ report: ModelReport) -> String {
    let fitting = diagram.sized(width: columnWidth, fontSize: 8)
    return """
      \\begin{figure}
        \\centering
        % No wider than its column, even if names leave little room for the curves.
        \\resizebox{\\ifdim\\width>\\linewidth\\linewidth\\else\\width\\fi}{!}{%
      \(fitting.tikz().split(separator: "\n").map { $0.hasPrefix("%") ? String($0) : "\($0)%" }.joined(separator: "\n"))
        }
        \\caption{\(subject(report)): every edge
        with its curve; \(fitting.caption.latex).}
      \\end{figure}
      """
  }
}
