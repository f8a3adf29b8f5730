/// SymPy: symbols and one expression, or a tuple of them.
///
/// Steps remain symbols with a list of definitions, the form that `lambdify(…, cse=…)` takes: SymPy could not handle the nested
/// case distinctions of a deep network if they were written out.
package struct SymPyPrinter: FormulaPrinter, InfixNotation {
  package static let name = "sympy"
  package static let summary = "Python with SymPy, symbols and expressions"
  package static let fileExtension = "py"
  let digits: Int?

  package init(digits: Int? = nil) { self.digits = digits }

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

  package func document(_ program: Program) -> String {
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
}
