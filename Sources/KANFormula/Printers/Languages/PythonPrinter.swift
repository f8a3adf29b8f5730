/// Python with NumPy: one function of numbers or arrays.
package struct PythonPrinter: FormulaPrinter, InfixNotation {
  package static let name = "python"
  package static let summary = "Python with NumPy, a function of numbers or arrays"
  package static let fileExtension = "py"
  let digits: Int?

  package init(digits: Int? = nil) { self.digits = digits }

  /// Words that cannot be names in Python, and the built-in function that every printed formula may need; for all printers of Python.
  static let words = """
    False None True and as assert async await break class continue def del elif else except finally for from \
    global if import in is lambda nonlocal not or pass raise return try while with yield match case type print _
    """

  package static let rules = CodeNames.Rules(reserved: words + " np math sp float")

  func decimal(_ value: Double) -> String {
    value.isFinite ? plainDecimal(value) : value.isNaN ? "np.nan" : value > 0 ? "np.inf" : "-np.inf"
  }
  func constant(_ constant: NamedConstant) -> String {
    constant == .pi ? "np.pi" : constant == .e ? "np.e" : exactDecimal(constant.value)
  }
  func squareRoot(_ argument: String) -> CodeText { CodeText("np.sqrt(\(argument))") }

  func call(_ function: ElementaryFunction, _ argument: String) -> CodeText {
    switch function {
    case .arcsin, .arccos, .arctan, .artanh: CodeText("np.arc\(function.rawValue.dropFirst())(\(argument))")
    // NumPy has no error function; that of the standard library takes one number at a time.
    case .erf: CodeText("np.vectorize(math.erf)(\(argument))")
    default: CodeText("np.\(function.rawValue)(\(argument))")
    }
  }

  func power(_ base: CodeText, _ text: CodeText, exponent: Expression) -> CodeText {
    CodeText("\(base.within(.atom))**\(text.within(.atom))", .power)
  }

  package func document(_ program: Program) -> String {
    let program = program.namingCommonSubexpressions().withDecimals
    let names = CodeNames(program, Self.rules)
    let writer = InfixWriter(self, names)
    var lines = (program.uses(.erf) ? ["import math", ""] : []) + ["import numpy as np", "", ""]
    lines += Self.tables(program, names)
    let parameters = program.inputs.map { names[$0.name] }
    lines.append("def \(names.function)(\(parameters.joined(separator: ", "))):")
    lines += Self.docstring(program)
    lines += parameters.map { "    \($0) = np.asarray(\($0), dtype=float)" }
    lines += program.steps.map { "    \(names[$0.name]) = \(writer.text($0.expression))" }
    lines.append("    return " + program.outputs.map { writer.text($0.expression) }.joined(separator: ", "))
    return lines.joined(separator: "\n") + "\n"
  }

  static func docstring(_ program: Program) -> [String] {
    let text = program.documentation.map { $0.replacing("\\", with: "\\\\").replacing("\"", with: "'") }
    guard let first = text.first else { return [] }
    if text.count == 1 { return ["    \"\"\"\(first)\"\"\""] }
    return ["    \"\"\"\(first)", ""] + text.dropFirst().map { "    \($0)" } + ["    \"\"\""]
  }

  private static func tables(_ program: Program, _ names: CodeNames) -> [String] {
    let polynomials = program.piecewisePolynomials
    if polynomials.isEmpty { return [] }
    let helper = names.helper("piecewise")
    var lines = [
      "def \(helper)(x, breaks, pieces):",
      "    \"\"\"The polynomial that applies at x, in powers of the distance from the break on its left.\"\"\"",
      "    p = np.searchsorted(breaks, x, side=\"right\")",
      "    u = x - breaks[np.maximum(p - 1, 0)]",
      "    y = np.zeros_like(u)",
      "    for k in reversed(range(pieces.shape[1])):",
      "        y = y * u + pieces[p, k]",
      "    return y",
      "", "",
    ]
    for polynomial in polynomials {
      let rows = (0..<polynomial.pieceCount).map { p in
        "        \(Array(polynomial.table[p * (polynomial.degree + 1)..<(p + 1) * (polynomial.degree + 1)])),"
      }
      lines.append("def \(names[polynomial])(x):")
      lines.append("    breaks = np.array(\(polynomial.breaks))")
      lines += ["    pieces = np.array(["] + rows + ["    ])"]
      lines += ["    return \(helper)(x, breaks, pieces)", "", ""]
    }
    return lines
  }
}
