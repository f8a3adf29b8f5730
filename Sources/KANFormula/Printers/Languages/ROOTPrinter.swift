/// ROOT: a `TFormula` of x[0], x[1], … for every output, or, if splines or many steps make it too long for one text, functions for `TF1`.
package struct ROOTPrinter: FormulaPrinter, InfixNotation {
  package static let name = "root"
  package static let summary = "ROOT, a TFormula, or functions for TF1 if splines remain"
  package static let fileExtension = "C"
  let digits: Int?

  package init(digits: Int? = nil) { self.digits = digits }

  /// The longest formula that is passed to `TFormula` as one text.
  private static let lengthLimit = 10_000

  func integer(_ value: Int) -> String { "\(value).0" }
  func decimal(_ value: Double) -> String { CPrinter(digits: digits).decimal(value) }
  func constant(_ constant: NamedConstant) -> String {
    constant == .pi ? "TMath::Pi()" : exactDecimal(constant.value)
  }
  func squareRoot(_ argument: String) -> CodeText { CodeText("TMath::Sqrt(\(argument))") }

  func call(_ function: ElementaryFunction, _ argument: String) -> CodeText {
    let name =
      switch function {
      case .exp: "Exp"
      case .log: "Log"
      case .sin: "Sin"
      case .cos: "Cos"
      case .tan: "Tan"
      case .arcsin: "ASin"
      case .arccos: "ACos"
      case .arctan: "ATan"
      case .sinh: "SinH"
      case .cosh: "CosH"
      case .tanh: "TanH"
      case .artanh: "ATanH"
      case .abs: "Abs"
      // TMath::Sign(a, b) is |a| with the sign of b and 1 at 0.
      case .sign: ""
      case .erf: "Erf"
      }
    return name.isEmpty
      ? CodeText("((\(argument) > 0.0) - (\(argument) < 0.0))") : CodeText("TMath::\(name)(\(argument))")
  }

  func power(_ base: CodeText, _ text: CodeText, exponent: Expression) -> CodeText {
    CodeText("TMath::Power(\(base.text), \(text.text))")
  }

  package func document(_ program: Program) -> String {
    guard let texts = formulas(program) else { return functions(program) }
    let names = CodeNames(program, CPlusPlusPrinter.rules)
    var lines = ["#include \"TFormula.h\"", ""]
    lines += program.documentation.map { "// \($0)" }
    lines += program.inputs.enumerated().map { "// x[\($0)]: \($1.name.filter { !$0.isNewline })" }
    for (output, text) in zip(names.results, texts) {
      let name = texts.count == 1 ? names.function : "\(names.function)_\(output)"
      lines.append("TFormula \(name)(\"\(name)\", \"\(text)\");")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  /// The text of one TFormula for each output; `nil` with piecewise polynomials and if it would be too long.
  package func formulas(_ program: Program) -> [String]? {
    guard program.piecewisePolynomials.isEmpty, program.steps.count <= 64 else { return nil }
    var indexed = program
    indexed.inputs = []
    indexed.steps = []
    let places = Dictionary(
      uniqueKeysWithValues: program.inputs.enumerated().map { ($1.name, Expression.variable("x[\($0)]")) })
    // Brackets are not part of a name: these variables are written unchanged.
    let writer = InfixWriter(self, CodeNames(indexed, CPlusPlusPrinter.rules))
    let texts = program.expressions.map { writer.text($0.substituting(places)) }
    return texts.allSatisfy { $0.utf8.count <= Self.lengthLimit } ? texts : nil
  }

  private func functions(_ program: Program) -> String {
    let names = CodeNames(program, CPlusPlusPrinter.rules)
    let arguments = program.inputs.indices.map { "x[\($0)]" }.joined(separator: ", ")
    var text = CPlusPlusPrinter(digits: digits).document(program)
    text += "\n// For TF1, TF2 and TF3: TF1 f(\"f\", \(names.function)_tf1, lower, upper, 0);\n"
    for j in program.outputs.indices {
      let name = program.outputs.count == 1 ? "tf1" : "\(names.results[j])_tf1"
      let place = program.outputs.count == 1 ? "" : "[\(j)]"
      text += "inline double \(names.function)_\(name)(const double *x, const double *) {\n"
      text += "  return \(names.function)(\(arguments))\(place);\n}\n"
    }
    return text
  }
}
