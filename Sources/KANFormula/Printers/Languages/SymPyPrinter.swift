/// SymPy: symbols and one expression, or a tuple of them.
///
/// Steps stay symbols with a list of definitions, the form that `lambdify(…, cse=…)` takes: written out, the nested case
/// distinctions of a deep network are more than SymPy can compare.
struct SymPyPrinter: FormulaPrinter, InfixNotation {
  static let name = "sympy"
  static let summary = "Python with SymPy, symbols and expressions"
  static let fileExtension = "py"
  let digits: Int?

  init(digits: Int? = nil) { self.digits = digits }

  func decimal(_ value: Double) -> String {
    value.isFinite ? plainDecimal(value) : value.isNaN ? "sp.nan" : value > 0 ? "sp.oo" : "-sp.oo"
  }
  func fraction(_ value: Rational) -> CodeText {
    CodeText("sp.Rational(\(value.numerator), \(value.denominator))")
  }
  func constant(_ constant: NamedConstant) -> String {
    constant == .pi ? "sp.pi" : constant == .e ? "sp.E" : exactDecimal(constant.value)
  }
  func squareRoot(_ argument: String) -> CodeText { CodeText("sp.sqrt(\(argument))") }
  func call(_ function: ElementaryFunction, _ argument: String) -> CodeText {
    CodeText("sp.\(function == .abs ? "Abs" : function.rawValue)(\(argument))")
  }
  func power(_ base: CodeText, _ text: CodeText, exponent: Expression) -> CodeText {
    CodeText("\(base.within(.atom))**\(text.within(.atom))", .power)
  }

  func document(_ program: Program) -> String {
    let names = CodeNames(program, PythonPrinter.rules)
    let writer = InfixWriter(self, names)
    var lines = ["import sympy as sp", ""] + tables(program, names)
    lines += program.documentation.map { "# \($0)" }
    for input in program.inputs {
      let label = input.name.filter { !$0.isNewline }.replacing("\\", with: "\\\\").replacing(
        "\"", with: "\\\"")
      lines.append("\(names[input.name]) = sp.Symbol(\"\(label)\", real=True)")
    }
    lines += steps(program, names, writer)
    let values = program.outputs.map { "sp.sympify(\(writer.text($0.expression)))" }
    lines.append(
      "\(names.function) = \(values.count == 1 ? values[0] : "(\(values.joined(separator: ", ")))")")
    return lines.joined(separator: "\n") + "\n"
  }

  private func steps(_ program: Program, _ names: CodeNames, _ writer: InfixWriter<SymPyPrinter>) -> [String]
  {
    if program.steps.isEmpty { return [] }
    let list = names.helper("steps")
    return program.steps.map { "\(names[$0.name]) = sp.Symbol(\"\(names[$0.name])\", real=True)" }
      + ["# As a function of numbers: sp.lambdify([…], \(names.function), cse=lambda e: (\(list), list(e)))"]
      + ["\(list) = ["]
      + program.steps.map { "    (\(names[$0.name]), sp.sympify(\(writer.text($0.expression))))," }
      + ["]"]
  }

  private func tables(_ program: Program, _ names: CodeNames) -> [String] {
    let polynomials = program.piecewisePolynomials
    if polynomials.isEmpty { return [] }
    let helper = names.helper("piecewise")
    var lines = [
      "def \(helper)(x, breaks, pieces):",
      "    origins = breaks[:1] + breaks",
      "    values = [sum(c * (x - origin)**k for k, c in enumerate(piece)) for piece, origin in zip(pieces, origins)]",
      "    conditions = [x < b for b in breaks] + [True]",
      "    return sp.Piecewise(*zip(values, conditions), evaluate=False)", "", "",
    ]
    for polynomial in polynomials {
      let rows = (0..<polynomial.pieceCount).map { "        \(polynomial.coefficients(of: $0))," }
      lines += ["def \(names[polynomial])(x):", "    pieces = ["] + rows + ["    ]"]
      lines += ["    return \(helper)(x, \(polynomial.breaks), pieces)", "", ""]
    }
    return lines
  }

  static func trial(of cases: [LanguageTrial.Case]) -> LanguageTrial? {
    var files: [String: String] = [:]
    var main = ["import sympy as sp"]
    for (n, item) in cases.enumerated() {
      files["case\(n).py"] = SymPyPrinter().document(item.program)
      let names = CodeNames(item.program, PythonPrinter.rules)
      let steps = "case\(n).\(names.helper("steps"))"
      let list = item.program.outputs.count == 1 ? "e if isinstance(e, list) else [e]" : "list(e)"
      let cse = item.program.steps.isEmpty ? "True" : "lambda e: (\(steps), \(list))"
      let inputs = item.program.inputs.map { "case\(n).\(names[$0.name])" }
      main += [
        "import case\(n)",
        "f = sp.lambdify([\(inputs.joined(separator: ", "))], case\(n).\(names.function), \"math\", cse=\(cse))",
        "for point in \(item.points):",
        "    values = f(*point)",
        "    print(*[\"%.17g\" % v for v in (values if isinstance(values, (tuple, list)) else [values])], sep=\"\\n\")",
      ]
    }
    files["main.py"] = main.joined(separator: "\n") + "\n"
    return LanguageTrial(
      files: files, commands: [.init("python3", ["-B", "main.py"], probe: ["-c", "import sympy"])])
  }
}
