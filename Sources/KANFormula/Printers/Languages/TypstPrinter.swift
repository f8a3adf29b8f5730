/// Typst: one block equation whose lines fit the page.
package struct TypstPrinter: FormulaPrinter, DisplayNotation {
  package static let name = "typst"
  package static let summary = "Typst, equations that fit the line"
  package static let fileExtension = "typ"
  let digits: Int?

  package init(digits: Int? = nil) { self.digits = digits }

  package func document(_ program: Program) -> String {
    // A4 with Typst's own margins and type size.
    let layout = DisplayLayout(program, self, lineWidth: 400)
    var lines = program.remarks.flatMap { $0.split(whereSeparator: \.isNewline).map { "// \($0)" } }
    for equation in layout.equations {
      let body = equation.lines.map(\.text).joined(separator: " \\\n  & quad ")
      lines.append("$ \(equation.name.text) = & \(body) $")
    }
    for (n, polynomial) in layout.splines.enumerated() {
      let rows = polynomial.displayRows(layout.writer, width: 250).map { row in
        row.condition.map { "  \(row.value.text) & #h(1em) \($0.text)" } ?? "  quad \(row.value.text)"
      }
      lines.append("$ S_(\(n + 1))(x) = cases(\n\(rows.joined(separator: ",\n"))\n) $")
    }
    let units = (program.inputs.map { ($0.name, $0.unit) } + program.outputs.map { ($0.name, $0.unit) })
      .compactMap { item in item.1.map { "$\(name(DisplayName(item.0)))$ in #\(Self.quoted($0))" } }
    if !units.isEmpty { lines.append("Here \(units.joined(separator: ", ")).") }
    return lines.joined(separator: "\n") + "\n"
  }

  func number(_ text: String) -> String { text }
  func name(_ name: DisplayName) -> String {
    let index = name.indices.map(Self.word).joined(separator: "\",\"")
    return Self.word(name.symbol) + (index.isEmpty ? "" : "_(\(index))")
  }
  func constant(_ constant: NamedConstant) -> String {
    if constant.isNumeral { return Self.numeral(constant.name) }
    return constant == .pi ? "pi" : constant == .e ? "upright(e)" : Self.word(constant.name)
  }
  func sign(_ sign: Character, isLeading: Bool) -> String {
    switch sign {
    case "−": isLeading ? "-" : " - "
    case "≥": " >= "
    case "≤": " <= "
    // A bare comma would separate arguments.
    case ",": " \\, "
    case "/": "\\/"
    default: " \(sign) "
    }
  }
  func product(_ a: String, _ b: String, hasDot: Bool) -> String { a + (hasDot ? " dot " : " ") + b }
  func fraction(_ above: String, _ below: String) -> String { "frac(\(above), \(below))" }
  func squareRoot(_ argument: String) -> String { "sqrt(\(argument))" }
  func root(_ degree: Int, _ argument: String) -> String { "root(\(degree), \(argument))" }
  func superscript(_ base: String, _ exponent: String) -> String { "\(base)^(\(exponent))" }
  func brackets(_ text: String, isTall: Bool) -> String { "(\(text))" }
  func magnitude(_ text: String) -> String { "abs(\(text))" }
  func application(_ function: String, _ brackets: String) -> String { "\(function) \(brackets)" }
  func functionName(_ function: ElementaryFunction) -> String {
    switch function {
    case .artanh, .sign, .erf, .abs: "op(\"\(function.conventionalName)\")"
    default: function.conventionalName
    }
  }
  func word(_ word: String) -> String { word }
  func spline(_ number: Int) -> String { "S_(\(number))" }
  /// `sin^2 (x)` would raise the whole call.
  var raisesFunctionNames: Bool { false }

  private static func word(_ word: String) -> String {
    if GreekLetters.letters[word] != nil { return word }
    if word.count == 1, let letter = word.first, letter.isLetter { return word }
    return word.allSatisfy { $0.isASCII && $0.isNumber } ? word : quoted(word)
  }

  /// `2.5e-05` as 2.5 · 10⁻⁵.
  private static func numeral(_ text: String) -> String {
    let parts = text.split(separator: "e", maxSplits: 1).map(String.init)
    guard parts.count == 2, let exponent = Int(parts[1]) else { return text }
    return "\(parts[0]) dot 10^(\(exponent))"
  }

  private static func quoted(_ text: String) -> String {
    "\"" + text.filter { !$0.isNewline }.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
