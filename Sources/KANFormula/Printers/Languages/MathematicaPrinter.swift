/// Mathematica, the Wolfram Language: one function; exact numbers stay exact.
struct MathematicaPrinter: FormulaPrinter, InfixNotation {
  static let name = "mathematica"
  static let summary = "Mathematica (Wolfram Language), a function"
  static let fileExtension = "wl"
  let digits: Int?

  init(digits: Int? = nil) { self.digits = digits }

  /// Built-in functions begin with capital letters, and `_` forms a pattern.
  static let rules = CodeNames.Rules(reserved: "", allowsUnderscores: false, allowsCapitalStart: false)

  var times: String { "*" }
  var over: String { "/" }

  /// 1.5e-07 is 1.5*^-7; without its point a number would be exact.
  func decimal(_ value: Double) -> String {
    guard value.isFinite else { return value.isNaN ? "Indeterminate" : value > 0 ? "Infinity" : "-Infinity" }
    let parts = plainDecimal(value).split(separator: "e")
    let mantissa = parts[0].contains(".") ? String(parts[0]) : parts[0] + "."
    return parts.count == 2 ? "\(mantissa)*^\(Int(parts[1]) ?? 0)" : mantissa
  }
  func constant(_ constant: NamedConstant) -> String {
    constant == .pi ? "Pi" : constant == .e ? "E" : MathematicaPrinter().decimal(constant.value)
  }
  func squareRoot(_ argument: String) -> CodeText { CodeText("Sqrt[\(argument)]") }

  func call(_ function: ElementaryFunction, _ argument: String) -> CodeText {
    let name =
      switch function {
      case .arcsin: "ArcSin"
      case .arccos: "ArcCos"
      case .arctan: "ArcTan"
      case .artanh: "ArcTanh"
      default: function.rawValue.prefix(1).uppercased() + function.rawValue.dropFirst()
      }
    return CodeText("\(name)[\(argument)]")
  }

  func power(_ base: CodeText, _ text: CodeText, exponent: Expression) -> CodeText {
    CodeText("\(base.within(.atom))^\(text.within(.atom))", .power)
  }

  func piecewise(_ function: String, _ argument: String) -> CodeText { CodeText("\(function)[\(argument)]") }

  func document(_ program: Program) -> String {
    let names = CodeNames(program, Self.rules)
    let writer = InfixWriter(self, names)
    var lines = program.documentation.map { "(* \($0.replacing("*)", with: "* )")) *)" }
    for polynomial in program.piecewisePolynomials {
      let pieces = (0..<polynomial.pieceCount).map { piece(polynomial, $0) }
      let rows = zip(pieces, polynomial.breaks).map { "{\($0), x < \(MathematicaPrinter().decimal($1))}" }
      lines.append(
        "\(names[polynomial])[x_] := Piecewise[{\(rows.joined(separator: ", "))}, \(pieces[pieces.count - 1])];"
      )
    }
    let parameters = program.inputs.map { "\(names[$0.name])_" }.joined(separator: ", ")
    let values = program.outputs.map { writer.text($0.expression) }
    let result = values.count == 1 ? values[0] : "{\(values.joined(separator: ", "))}"
    if program.steps.isEmpty {
      lines.append("\(names.function)[\(parameters)] := \(result)")
    } else {
      let steps = program.steps.map { names[$0.name] }
      lines.append("\(names.function)[\(parameters)] := Module[{\(steps.joined(separator: ", "))},")
      lines += program.steps.map { "  \(names[$0.name]) = \(writer.text($0.expression));" }
      lines.append("  \(result)]")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// A polynomial in Horner form, in powers of the distance from its origin.
  private func piece(_ polynomial: PiecewisePolynomial, _ p: Int) -> String {
    let exact = MathematicaPrinter()
    let origin = polynomial.origin(of: p)
    let distance = origin == 0 ? "x" : "(x - (\(exact.decimal(origin))))"
    return polynomial.coefficients(of: p).dropLast().reversed().reduce(
      exact.decimal(polynomial.coefficients(of: p).last ?? 0)
    ) { "\(exact.decimal($1)) + \(distance)*(\($0))" }
  }
}
