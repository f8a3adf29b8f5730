/// PyTorch: one module that takes rows of the inputs, by default in double precision.
package struct PyTorchPrinter: FormulaPrinter, InfixNotation {
  package static let name = "pytorch"
  package static let summary = "PyTorch, a module that takes rows of inputs"
  package static let fileExtension = "py"
  let digits: Int?

  package init(digits: Int? = nil) { self.digits = digits }

  package static let rules = CodeNames.Rules(reserved: PythonPrinter.words + " torch self rows super")

  func decimal(_ value: Double) -> String {
    value.isFinite ? plainDecimal(value) : value.isNaN ? "torch.nan" : value > 0 ? "torch.inf" : "-torch.inf"
  }
  func constant(_ constant: NamedConstant) -> String {
    constant == .pi ? "torch.pi" : constant == .e ? "torch.e" : exactDecimal(constant.value)
  }
  func squareRoot(_ argument: String) -> CodeText { CodeText("torch.sqrt(\(argument))") }
  func call(_ function: ElementaryFunction, _ argument: String) -> CodeText {
    CodeText("torch.\(function.rawValue)(\(argument))")
  }
  func power(_ base: CodeText, _ text: CodeText, exponent: Expression) -> CodeText {
    CodeText("\(base.within(.atom))**\(text.within(.atom))", .power)
  }
  func piecewise(_ function: String, _ argument: String) -> CodeText {
    CodeText("self.piecewise(\(argument), self.\(function)_breaks, self.\(function)_pieces)")
  }

  package func document(_ program: Program) -> String {
    let program = program.namingCommonSubexpressions().withDecimals
    let names = CodeNames(program, Self.rules)
    let writer = InfixWriter(self, names)
    // PyTorch functions do not accept plain numbers.
    func text(_ expression: Expression) -> String { writer.text(expression.withNumbersEvaluated) }
    var lines = ["import torch", "", "", "class \(Self.className(names))(torch.nn.Module):"]
    lines += PythonPrinter.docstring(program)
    lines += Self.tables(program, names)
    let parameters = program.inputs.map { names[$0.name] }
    lines += ["", "    def forward(self, rows):"]
    lines += parameters.enumerated().map { "        \($1) = rows[..., \($0)]" }
    lines += program.steps.map { "        \(names[$0.name]) = \(text($0.expression))" }
    let results = program.outputs.map { output in
      output.expression.variables.isEmpty
        ? "torch.full_like(rows[..., 0], \(text(output.expression)))" : text(output.expression)
    }
    lines.append("        return torch.stack([\(results.joined(separator: ", "))], -1)")
    return lines.joined(separator: "\n") + "\n"
  }

  /// An expression in the one variable `x`, written for a tensor of that name.
  package func text(_ expression: Expression, of name: String) -> String {
    let names = CodeNames(variables: ["x": name], splines: [:])
    return InfixWriter(self, names).text(expression.withDecimals.withNumbersEvaluated)
  }

  /// The name of the class: that of the function with a capital letter.
  package static func className(_ names: CodeNames) -> String {
    names.function.prefix(1).uppercased() + names.function.dropFirst()
  }

  private static func tables(_ program: Program, _ names: CodeNames) -> [String] {
    let polynomials = program.piecewisePolynomials
    if polynomials.isEmpty { return [] }
    var lines = ["", "    def __init__(self):", "        super().__init__()"]
    for polynomial in polynomials {
      let rows = (0..<polynomial.pieceCount).map { p in
        "            \(Array(polynomial.table[p * (polynomial.degree + 1)..<(p + 1) * (polynomial.degree + 1)])),"
      }
      let name = names[polynomial]
      lines.append(
        "        self.register_buffer(\"\(name)_breaks\", torch.tensor(\(polynomial.breaks), dtype=torch.float64))"
      )
      lines.append("        self.register_buffer(\"\(name)_pieces\", torch.tensor([")
      lines += rows + ["        ], dtype=torch.float64))"]
    }
    return lines + [
      "",
      "    @staticmethod",
      "    def piecewise(x, breaks, pieces):",
      "        \"\"\"The polynomial that applies at x, in powers of the distance from the break on its left.\"\"\"",
      "        p = torch.searchsorted(breaks.to(x.dtype), x.detach().contiguous(), right=True)",
      "        u = x - breaks[(p - 1).clamp(min=0)]",
      "        y = torch.zeros_like(u)",
      "        for k in reversed(range(pieces.shape[1])):",
      "            y = y * u + pieces[p, k]",
      "        return y",
    ]
  }
}

extension Expression {
  /// The same with plain numbers for functions and powers of numbers.
  fileprivate var withNumbersEvaluated: Expression {
    switch self {
    case .rational, .real, .constant, .variable: return self
    case .sum(let terms): return .sum(terms.map(\.withNumbersEvaluated))
    case .product(let factors): return .product(factors.map(\.withNumbersEvaluated))
    case .power(let base, let exponent):
      if variables.isEmpty { return evaluated }
      return .power(
        base.withNumbersEvaluated, exponent.rationalValue == nil ? exponent.withNumbersEvaluated : exponent)
    case .function(let function, let argument):
      if variables.isEmpty { return evaluated }
      return .function(function, argument.withNumbersEvaluated)
    case .piecewise(let polynomial, let argument):
      return variables.isEmpty ? evaluated : .piecewise(polynomial, argument.withNumbersEvaluated)
    }
  }

  /// The value of an expression without variables, with all its digits.
  private var evaluated: Expression {
    let number = value(at: [:])
    return number.isFinite ? .constant(NamedConstant(name: "value", value: number, latex: "")) : .real(number)
  }
}
