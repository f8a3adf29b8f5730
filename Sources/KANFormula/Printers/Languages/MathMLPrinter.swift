/// MathML for web pages: one `math` element for each formula.
package struct MathMLPrinter: FormulaPrinter, DisplayNotation {
  package static let name = "mathml"
  package static let summary = "MathML, elements for web pages"
  package static let fileExtension = "html"
  let digits: Int?

  package init(digits: Int? = nil) { self.digits = digits }

  package func document(_ program: Program) -> String {
    // At a type size of 20 pixels as wide as a column of 60 rem, which is comfortable to read.
    let layout = DisplayLayout(program, self, lineWidth: 430)
    var lines = layout.equations.map { equation in
      element(equation.name.text, equation.lines.map { "<mtr>\(Self.cell)\($0.text)</mtd></mtr>" })
    }
    for (n, polynomial) in layout.splines.enumerated() {
      let rows = polynomial.displayRows(layout.writer, width: 450).map {
        "<mtr>\(Self.cell)\($0.value.text)</mtd>\(Self.cell)\($0.condition?.text ?? "")</mtd></mtr>"
      }
      lines.append(
        "<math display=\"block\"><mrow>\(spline(n + 1))\(brackets("<mi>x</mi>", isTall: false))</mrow>"
          + "<mo>=</mo><mrow><mo stretchy=\"true\">{</mo>"
          + "<mtable>\(rows.joined())</mtable></mrow></math>")
    }
    let units = (program.inputs.map { ($0.name, $0.unit) } + program.outputs.map { ($0.name, $0.unit) })
      .compactMap { item in
        item.1.map { "\(variable(item.0)) in \(Self.escaped($0))" }
      }
    if !units.isEmpty { lines.append("<p>Here \(units.joined(separator: ", ")).</p>") }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A name as an element of its own.
  package func variable(_ name: String) -> String { "<math>\(self.name(DisplayName(name)))</math>" }

  private func element(_ name: String, _ rows: [String]) -> String {
    "<math display=\"block\"><mrow>\(name)</mrow><mo>=</mo>"
      + "<mtable displaystyle=\"true\">\(rows.joined())</mtable></math>"
  }

  /// Cells are centred by default.
  private static let cell = "<mtd style=\"text-align: left\">"

  func number(_ text: String) -> String { "<mn>\(text)</mn>" }
  func name(_ name: DisplayName) -> String {
    let symbol = Self.word(name.symbol)
    if name.indices.isEmpty { return symbol }
    return "<msub>\(symbol)<mrow>\(name.indices.map(Self.word).joined(separator: "<mo>,</mo>"))</mrow></msub>"
  }
  func constant(_ constant: NamedConstant) -> String {
    if constant.isNumeral { return Self.numeral(constant.name) }
    return constant == .pi ? "<mi>π</mi>" : constant == .e ? "<mi>e</mi>" : Self.word(constant.name)
  }
  func sign(_ sign: Character, isLeading: Bool) -> String {
    "<mo\(isLeading ? " form=\"prefix\"" : "")>\(Self.escaped(String(sign)))</mo>"
  }
  /// A dot, or the invisible multiplication sign.
  func product(_ a: String, _ b: String, hasDot: Bool) -> String {
    // Adjacent words would run together.
    let hasWord = Self.hasWord(a) || Self.hasWord(b)
    return a + (hasDot ? "<mo>·</mo>" : "<mo>\u{2062}</mo>" + (hasWord ? "<mspace width=\"0.17em\"/>" : ""))
      + b
  }
  func fraction(_ above: String, _ below: String) -> String {
    "<mfrac><mrow>\(above)</mrow><mrow>\(below)</mrow></mfrac>"
  }
  func squareRoot(_ argument: String) -> String { "<msqrt>\(argument)</msqrt>" }
  func root(_ degree: Int, _ argument: String) -> String {
    "<mroot><mrow>\(argument)</mrow><mn>\(degree)</mn></mroot>"
  }
  func superscript(_ base: String, _ exponent: String) -> String {
    "<msup><mrow>\(base)</mrow><mrow>\(exponent)</mrow></msup>"
  }
  func brackets(_ text: String, isTall: Bool) -> String {
    // Brackets would grow with every index.
    let start = isTall ? "<mo>" : "<mo stretchy=\"false\">"
    return "<mrow>\(start)(</mo>\(text)\(start))</mo></mrow>"
  }
  func magnitude(_ text: String) -> String {
    "<mrow><mo form=\"prefix\">|</mo>\(text)<mo form=\"postfix\">|</mo></mrow>"
  }
  /// The invisible sign of function application stands between a function and its argument.
  func application(_ function: String, _ brackets: String) -> String {
    "<mrow>\(function)<mo>\u{2061}</mo>\(brackets)</mrow>"
  }
  func functionName(_ function: ElementaryFunction) -> String { word(function.conventionalName) }
  func word(_ word: String) -> String { "<mi>\(word)</mi>" }
  func spline(_ number: Int) -> String { "<msub><mi>S</mi><mn>\(number)</mn></msub>" }
  var raisesFunctionNames: Bool { false }

  private static func word(_ word: String) -> String {
    if let greek = GreekLetters.letters[word] { return "<mi>\(greek)</mi>" }
    if word.allSatisfy({ $0.isASCII && $0.isNumber }) { return "<mn>\(word)</mn>" }
    return "<mi>\(escaped(word))</mi>"
  }

  /// Whether there is a name of several letters.
  private static func hasWord(_ text: String) -> Bool {
    text.split(separator: "<mi>").dropFirst(text.hasPrefix("<mi>") ? 0 : 1).contains {
      $0.prefix { $0 != "<" }.count > 1
    }
  }

  /// `5.0e2` as 5.0·10².
  private static func numeral(_ text: String) -> String {
    let parts = text.split(separator: "e", maxSplits: 1).map(String.init)
    let number = "<mn>\(escaped(parts[0]))</mn>"
    guard parts.count == 2, let exponent = Int(parts[1]) else { return number }
    let power = exponent < 0 ? "<mo form=\"prefix\">−</mo><mn>\(-exponent)</mn>" : "<mn>\(exponent)</mn>"
    return "<mrow>\(number)<mo>·</mo><msup><mn>10</mn><mrow>\(power)</mrow></msup></mrow>"
  }

  private static func escaped(_ text: String) -> String {
    text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
  }
}
