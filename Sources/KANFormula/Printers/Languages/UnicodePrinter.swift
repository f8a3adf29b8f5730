/// Plain text for readers: `m = 2·√(E·p)·sin(φ/2)`, with Greek letters, roots, superscripts and subscripts.
struct UnicodePrinter: FormulaPrinter, InfixNotation {
  static let name = "unicode"
  static let summary = "plain text for readers, with ² √ π"
  static let fileExtension = "txt"
  let digits: Int?

  init(digits: Int? = nil) { self.digits = digits }

  var times: String { "·" }
  var over: String { "/" }
  var minus: String { " − " }

  /// 1.5e-07 is 1.5·10⁻⁷.
  func decimal(_ value: Double) -> String {
    let parts = value.decimalText(digits: digits).replacing("-", with: "−").split(separator: "e")
    guard parts.count == 2 else { return String(parts[0]) }
    return "\(parts[0])·10" + Self.raised(String(parts[1]))
  }
  func integer(_ value: Int) -> String { "\(value)".replacing("-", with: "−") }
  func constant(_ constant: NamedConstant) -> String {
    if constant.isNumeral, constant.name == constant.value.description {
      return UnicodePrinter().decimal(constant.value)
    }
    return constant == .pi ? "π" : constant == .e ? "e" : Self.symbol(constant.name)
  }
  func squareRoot(_ argument: String) -> CodeText {
    CodeText(CodeText(argument).isWord ? "√\(argument)" : "√(\(argument))")
  }

  func call(_ function: ElementaryFunction, _ argument: String) -> CodeText {
    function == .abs ? CodeText("|\(argument)|") : CodeText("\(function.conventionalName)(\(argument))")
  }

  func power(_ base: CodeText, _ text: CodeText, exponent: Expression) -> CodeText {
    if let p = exponent.rationalValue, p.isInteger {
      return CodeText(base.within(.atom) + Self.raised(text.text), .power)
    }
    return CodeText("\(base.within(.atom))^\(text.within(.atom))", .power)
  }

  func document(_ program: Program) -> String {
    let program = program.withDecimals
    let names = (program.inputs.map(\.name) + program.steps.map(\.name)).map { ($0, Self.symbol($0)) }
    let splines = program.piecewisePolynomials.enumerated().map { ($1, "S" + Self.lowered($0 + 1)) }
    let writer = InfixWriter(
      self,
      CodeNames(
        variables: Dictionary(names, uniquingKeysWith: { first, _ in first }),
        splines: Dictionary(uniqueKeysWithValues: splines)))
    var lines = (program.steps + program.outputs).map {
      "\(Self.symbol($0.name)) = \(writer.text($0.expression))"
    }
    for polynomial in program.piecewisePolynomials {
      lines += ["", "\(writer.names[polynomial])(x) ="]
      for p in 0..<polynomial.pieceCount {
        let (first, last) = (polynomial.breaks[0], polynomial.breaks[polynomial.breaks.count - 1])
        let range =
          p == 0
          ? "x < \(exact(first))"
          : p == polynomial.breaks.count
            ? "x ≥ \(exact(last))" : "\(exact(polynomial.breaks[p - 1])) ≤ x < \(exact(polynomial.breaks[p]))"
        lines.append("  \(piece(polynomial, p))  for \(range)")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func exact(_ value: Double) -> String { UnicodePrinter(digits: digits).decimal(value) }

  private func piece(_ polynomial: PiecewisePolynomial, _ p: Int) -> String {
    let origin = polynomial.origin(of: p)
    let x = origin == 0 ? "x" : origin < 0 ? "(x + \(exact(-origin)))" : "(x − \(exact(origin)))"
    let terms = polynomial.coefficients(of: p).enumerated().filter { $0.element != 0 }
    if terms.isEmpty { return "0" }
    return terms.enumerated().reduce("") { text, item in
      let (power, c) = item.element
      let sign = item.offset == 0 ? (c < 0 ? "−" : "") : (c < 0 ? " − " : " + ")
      let factor = power == 0 ? "" : power == 1 ? "·\(x)" : "·\(x)\(Self.raised("\(power)"))"
      return text + sign + exact(c.magnitude) + factor
    }
  }

  /// A name with Greek letters and its last number as an index: `theta_12` is θ₁₂.
  static func symbol(_ name: String) -> String {
    name.split(separator: "_", omittingEmptySubsequences: false).enumerated().map { index, part -> String in
      let stem = part.prefix { !$0.isNumber }
      let tail = part.dropFirst(stem.count)
      let word = GreekLetters.letters[String(stem)].map(String.init) ?? String(stem)
      let isIndex = tail.allSatisfy { $0.isASCII && $0.isNumber } && (index > 0 || !stem.isEmpty)
      let separator = index == 0 || stem.isEmpty && isIndex && !tail.isEmpty ? (index > 1 ? "," : "") : "_"
      return separator + word + (isIndex && !tail.isEmpty ? lowered(Int(tail) ?? 0) : String(tail))
    }.joined()
  }

  /// A number as an index.
  private static func lowered(_ number: Int) -> String {
    String("\(number)".map { digit in digit.wholeNumberValue.map { Array("₀₁₂₃₄₅₆₇₈₉")[$0] } ?? digit })
  }

  /// A whole number as a superscript.
  private static func raised(_ text: String) -> String {
    let plain = Int(text.replacing("−", with: "-")).map { "\($0)" } ?? text
    return String(
      plain.map { $0 == "−" || $0 == "-" ? "⁻" : $0.wholeNumberValue.map { Array("⁰¹²³⁴⁵⁶⁷⁸⁹")[$0] } ?? $0 })
  }
}

extension ElementaryFunction {
  /// The name in books.
  var conventionalName: String {
    switch self {
    case .arcsin: "arcsin"
    case .arccos: "arccos"
    case .arctan: "arctan"
    case .artanh: "artanh"
    case .sign: "sgn"
    default: rawValue
    }
  }
}
