/// LaTeX mathematics: one equation, or an `align` whose lines fit the column; needs amsmath, with splines longtable,
/// with units siunitx.
package struct LaTeXPrinter: FormulaPrinter, DisplayNotation {
  /// The name that users type after `--format`.
  package static let name = "latex"
  /// A short description for the list of languages.
  package static let summary = "LaTeX, equations that fit the line"
  /// The file name extension, without the dot.
  package static let fileExtension = "tex"
  /// Significant digits of measured constants; `nil` for the shortest text that reads back exactly.
  package var digits: Int?
  /// The width of a line in points: 345 in a plain article, 246 in a column of REVTeX.
  package var lineWidth = 345.0

  /// A printer; by default with all digits of measured constants.
  package init(digits: Int? = nil) { self.digits = digits }

  /// A printer for other line widths.
  package init(digits: Int?, lineWidth: Double) {
    self.digits = digits
    self.lineWidth = lineWidth
  }

  /// One expression on one line, without surrounding dollar signs: `\frac{a - b}{1 - a b}`.
  package func print(_ expression: Expression) -> String {
    let program = Program(
      inputs: expression.variables.map { Formula.Variable(name: $0) },
      outputs: [Program.Definition(name: "y", expression: expression)])
    return DisplayLayout(program, self, lineWidth: .infinity).writer.box(expression.withDecimals).text
  }

  /// The name of a column: `x_{1}` for x1 and x_1, `\alpha`, `\mathrm{lep}_{\mathrm{pt}}` for lep_pt.
  package func name(_ column: String) -> String { name(DisplayName(column)) }

  /// The program as a self-contained text.
  package func document(_ program: Program) -> String {
    // The number of an equation takes room beside it.
    let layout = DisplayLayout(program, self, lineWidth: lineWidth - 25)
    var lines = program.remarks.flatMap { $0.split(whereSeparator: \.isNewline).map { "% \($0)" } }
    let names = Dictionary(
      program.outputs.compactMap { output in output.latex.map { (output.name, $0) } },
      uniquingKeysWith: { first, _ in first })
    func left(_ equation: DisplayLayout<Self>.Equation) -> String {
      names[equation.key] ?? equation.name.text
    }
    if let only = layout.equations.first, layout.equations.count == 1 {
      let label = "\\label{\(Self.label(only.key))}"
      if only.lines.count == 1 {
        lines += [
          "\\begin{equation}", "  \(left(only)) = \(only.lines[0].text)", "  \(label)", "\\end{equation}",
        ]
      } else {
        lines.append("\\begin{multline}\(label)")
        lines.append("  \(left(only)) = " + only.lines.map(\.text).joined(separator: " \\\\\n  "))
        lines.append("\\end{multline}")
      }
    } else {
      // A law has one number, however many lines and parts it has.
      let rows = layout.equations.map { equation in
        "  \(left(equation)) &= "
          + equation.lines.map(\.text).joined(separator: " \\notag \\\\\n  &\\quad ")
          + (equation.isLaw ? " \\label{\(Self.label(equation.key))}" : " \\notag")
      }
      // A page break may fall between the lines of a long list.
      lines += [
        "{\\allowdisplaybreaks", "\\begin{align}", rows.joined(separator: " \\\\\n"), "\\end{align}}%",
      ]
    }
    lines += units(program)
    let tables = SplineTables(self, layout.writer)
    for (n, polynomial) in layout.splines.enumerated() { lines += tables.lines(polynomial, number: n + 1) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// `with $x$ in \si{m}`, one phrase for all names that have a unit.
  private func units(_ program: Program) -> [String] {
    // Units after the names of columns are not shown in the formula.
    let all = (program.inputs.map { ($0.name, $0.unit) } + program.outputs.map { ($0.name, $0.unit) })
      .map { ($0.0, $0.1 ?? DisplayName($0.0).unit) }
    let phrases = all.compactMap { item in
      item.1.map { "$\(name(item.0))$ in \\si{\(Self.siunitx($0))}" }
    }
    return phrases.isEmpty ? [] : ["Here " + phrases.joined(separator: ", ") + "."]
  }

  /// The label of a law: `eq:mtw`, `eq:logit-P-label-1`.
  private static func label(_ name: String) -> String {
    let words = DisplayName(name).words.joined(separator: "-")
      .split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
    return "eq:" + (words.isEmpty ? "law" : words.joined(separator: "-"))
  }

  /// siunitx reads `m/s^2` unchanged; a product is a point there, exponents need their sign,
  /// and some characters must be written as words.
  private static func siunitx(_ unit: String) -> String {
    unit.reduce(into: "") { text, character in
      switch character {
      case "*", "·", " ": text += "."
      case "%": text += "\\percent"
      case "°": text += "\\degree"
      case "µ", "μ": text += "\\micro "
      case "Ω": text += "\\ohm"
      case "\\", "{", "}", "$", "&", "#": break
      case _ where (character.isNumber || "-−".contains(character)) && text.last?.isLetter == true:
        // The exponent of m3 or s-1.
        text += "^" + (character == "−" ? "-" : String(character))
      default: text.append(character)
      }
    }
  }

  func number(_ text: String) -> String { text }
  func name(_ name: DisplayName) -> String {
    let index = name.indices.map(Self.word).joined(separator: ",\\,")
    return Self.word(name.symbol) + (index.isEmpty ? "" : "_{\(index)}")
  }
  func constant(_ constant: NamedConstant) -> String { constant.latex }
  func sign(_ sign: Character, isLeading: Bool) -> String {
    switch sign {
    case "−": isLeading ? "-" : " - "
    case ",": ", "
    case "/": "/"
    case "≤": " \\le "
    case "≥": " \\ge "
    default: " \(sign) "
    }
  }
  /// A dot between numbers, a thin space between words, which would run together.
  func product(_ a: String, _ b: String, hasDot: Bool) -> String {
    let hasWord = a.contains("\\mathrm{") || b.hasPrefix("\\mathrm{")
    return a + (hasDot ? " \\cdot " : hasWord ? " \\, " : " ") + b
  }
  func fraction(_ above: String, _ below: String) -> String { "\\frac{\(above)}{\(below)}" }
  func squareRoot(_ argument: String) -> String { "\\sqrt{\(argument)}" }
  func root(_ degree: Int, _ argument: String) -> String { "\\sqrt[\(degree)]{\(argument)}" }
  func superscript(_ base: String, _ exponent: String) -> String { "\(base)^{\(exponent)}" }
  func brackets(_ text: String, isTall: Bool) -> String { isTall ? "\\left(\(text)\\right)" : "(\(text))" }
  func magnitude(_ text: String) -> String { "\\left|\(text)\\right|" }
  func application(_ function: String, _ brackets: String) -> String { function + brackets }
  func functionName(_ function: ElementaryFunction) -> String {
    switch function {
    case .artanh, .sign, .erf, .abs: "\\operatorname{\(function.conventionalName)}"
    default: "\\\(function.conventionalName)"
    }
  }
  func word(_ word: String) -> String { "\\\(word)" }
  func spline(_ number: Int) -> String { "S_{\(number)}" }
  var raisesFunctionNames: Bool { true }

  private static func word(_ word: String) -> String {
    // Capitals that look Latin have no command.
    if GreekLetters.letters[word] != nil { return "\\\(word)" }
    if word.count == 1, let greek = word.first.flatMap({ GreekLetters.names[$0] }) { return "\\\(greek)" }
    if word.count == 1 || word.allSatisfy(\.isNumber) { return escaped(word) }
    return "\\mathrm{\(escaped(word))}"
  }

  private static func escaped(_ text: String) -> String {
    text.reduce(into: "") { result, character in
      switch character {
      case "\\": result += "\\backslash "
      case "{", "}", "_", "%", "#", "&", "$": result += "\\\(character)"
      case "^": result += "\\hat{}"
      case "~": result += "\\tilde{}"
      case " ", "\n", "\t": result += "\\ "
      default:
        if let greek = GreekLetters.names[character] {
          result += "\\\(greek) "
        } else if !character.isASCII, character.isLetter || character.isNumber {
          // The text font has accented letters, the mathematical one has not.
          result += "\\text{\(character)}"
        } else {
          result.append(character)
        }
      }
    }
  }
}

/// Piecewise polynomials in LaTeX: `cases` for short ones, a table of coefficients for others.
private struct SplineTables {
  let printer: LaTeXPrinter
  let writer: DisplayWriter<LaTeXPrinter>

  init(_ printer: LaTeXPrinter, _ writer: DisplayWriter<LaTeXPrinter>) {
    self.printer = printer
    self.writer = writer
  }

  func lines(_ polynomial: PiecewisePolynomial, number: Int) -> [String] {
    let rows = polynomial.displayRows(writer)
    let width = rows.map { $0.value.width + ($0.condition?.width ?? 0) }.max() ?? 0
    if rows.count <= 12, width + 90 <= printer.lineWidth {
      let lines = rows.map { "    \($0.value.text) & \($0.condition?.text ?? "")" }
      let text = lines.joined(separator: " \\\\\n")
      return [
        "\\begin{equation}", "  S_{\(number)}(x) = \\begin{cases}", text, "  \\end{cases}", "\\end{equation}",
      ]
    }
    return table(polynomial, number)
  }

  /// One piece per row, its coefficients on as many lines as the column width requires, in small type.
  private func table(_ polynomial: PiecewisePolynomial, _ number: Int) -> [String] {
    let all = polynomial.table + polynomial.breaks
    let cell = 0.72 * (all.map { writer.exactDecimal($0).width }.max() ?? 0) + 12
    let columns = max(min(Int((printer.lineWidth - 12) / cell) - 1, polynomial.degree + 1), 1)
    var lines = [
      "\\noindent $S_{\(number)}(x) = \\sum_k c_k (x - b)^k$ from $x = b$ on up to the next $b$; the first row applies",
      "below its $b$, too:",
      "{\\scriptsize\\setlength{\\tabcolsep}{3pt}",
      "\\begin{longtable}{\(String(repeating: "r", count: columns + 1))}",
      "\\hline $b$ & \\multicolumn{\(columns)}{l}{$c_0, c_1, \\ldots$ from left to right} \\\\ \\hline \\endhead",
    ]
    for p in 0..<polynomial.pieceCount {
      let coefficients = polynomial.coefficients(of: p).map { "$\(writer.exactDecimal($0).text)$" }
      for start in stride(from: 0, to: coefficients.count, by: columns) {
        var cells = Array(coefficients[start..<min(start + columns, coefficients.count)])
        cells += [String](repeating: "", count: columns - cells.count)
        let origin = p == 0 ? "$<$" : "$\(writer.exactDecimal(polynomial.origin(of: p)).text)$"
        lines.append("  \(start == 0 ? origin : "") & \(cells.joined(separator: " & ")) \\\\")
      }
    }
    return lines + ["\\hline", "\\end{longtable}}"]
  }
}
