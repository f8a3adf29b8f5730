import KANFormula
import KANPlots

/// The constants of a formula as a table: LaTeX (booktabs), CSV or JSON.
///
/// Rows have the names of a given form, or `c1`, `c2`, … as `Formula.expressionWithNamedConstants` writes them; those that were recognised as
/// exact come last and say what they were identified as.
package struct ConstantTable: Sendable {
  /// The formats, named by their file extensions.
  package enum Format: String, Sendable, CaseIterable {
    /// A `tabular` with booktabs' rules.
    case latex
    /// One row per constant, followed by its correlations with the others.
    case csv
    /// The same as an object, with the correlation matrix as rows.
    case json
  }

  private let formula: Formula
  private let style: Formula.MeasuredValue.Style
  private let extraDigits: Int

  /// A table of the constants of `formula`.
  ///
  /// - Parameters:
  ///   - formula: The formula.
  ///   - style: The notation of a value and its error in LaTeX.
  ///   - extraDigits: The number of digits of rounded values and errors beyond those that the errors justify: correlated constants
  ///     need more digits together than each alone.
  package init(
    _ formula: Formula, style: Formula.MeasuredValue.Style = .parentheses, extraDigits: Int = 0
  ) {
    self.formula = formula
    self.style = style
    self.extraDigits = extraDigits
  }

  /// The table in a format.
  package func text(_ format: Format) throws -> String {
    switch format {
    case .latex: latex
    case .csv: csv
    case .json: try JSONText.document(document) + "\n"
    }
  }

  private var names: [String] { formula.constantNames }

  private var latex: String {
    let hasCorrelation = formula.correlation.count > 1
    let n = hasCorrelation ? formula.correlation.count : 0
    var lines = [
      "% \(formula.outputName) = \(TextPrinter().print(formula.expressionWithNamedConstants))",
      "% needs \\usepackage{booktabs}",
      "\\begin{tabular}{ll" + (formula.hasRecognised ? "l" : "") + String(repeating: "r", count: n) + "}",
      "  \\toprule",
    ]
    var head = ["", "value"]
    if formula.hasRecognised { head.append("identified as") }
    head += formula.constantLaTeXNames.prefix(n).map { "$\($0)$" }
    lines.append("  " + head.joined(separator: " & ") + " \\\\")
    lines.append("  \\midrule")
    for (index, constant) in formula.constants.enumerated() {
      var cells = [
        "$\(formula.constantLaTeXNames[index])$",
        "$\(constant.measured.latex(style, extraDigits: extraDigits))$",
      ]
      if formula.hasRecognised { cells.append(constant.exactLaTeX ?? "") }
      cells += (0..<n).map { column in
        index < n && column <= index ? "$\(Self.fixed(formula.correlation[index][column]))$" : ""
      }
      lines.append("  " + cells.joined(separator: " & ") + " \\\\")
    }
    lines += ["  \\bottomrule", "\\end{tabular}"]
    return lines.map { $0.filter { !$0.isNewline } }.joined(separator: "\n") + "\n"
  }

  private var csv: String {
    let free = formula.correlation.count
    var lines = [
      (["name", "value", "standard_error", "rounded", "recognised_as"]
        + names.prefix(free).map { "correlation_\($0)" }).joined(separator: ",")
    ]
    for (index, constant) in formula.constants.enumerated() {
      var cells = [
        names[index], "\(constant.value)", constant.standardError.map { "\($0)" } ?? "",
        constant.measured.text(.parentheses, extraDigits: extraDigits),
        constant.recognisedAs ?? "",
      ]
      cells += (0..<free).map { index < free ? "\(formula.correlation[index][$0])" : "" }
      lines.append(cells.joined(separator: ","))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var document: Document {
    Document(
      formula: "\(formula.outputName) = \(TextPrinter().print(formula.expressionWithNamedConstants))",
      constants: zip(names, formula.constants).map { name, constant in
        Document.Row(
          name: name, value: constant.value, standardError: constant.standardError,
          rounded: constant.measured.text(.parentheses, extraDigits: extraDigits),
          recognisedAs: constant.recognisedAs)
      }, correlation: formula.correlation)
  }

  private struct Document: Encodable {
    struct Row: Encodable {
      let name: String
      let value: Double
      let standardError: Double?
      let rounded: String
      let recognisedAs: String?
    }

    let formula: String
    let constants: [Row]
    let correlation: [[Double]]
  }

  /// A correlation with two decimals.
  static func fixed(_ x: Double) -> String {
    let hundredths = Int((x.magnitude * 100).rounded())
    let digits = "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
    return x < 0 && hundredths > 0 ? "-\(digits)" : digits
  }
}

extension Formula {
  fileprivate var hasRecognised: Bool { constants.contains { $0.recognisedAs != nil } }
}

extension Formula.Constant {
  /// The exact number that the constant was identified as, in LaTeX.
  var exactLaTeX: String? {
    recognisedAs.map { text in
      (try? Expression(parsing: text, constants: NamedConstant.si)).map {
        "$\(LaTeXPrinter().print($0.readingEulersNumber(besides: [])))$"
      } ?? LaTeXText.escaped(text)
    }
  }
}
