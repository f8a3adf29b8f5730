/// ROOT: a `TFormula` of x[0], x[1], … for every output, or, where splines or many steps make it too long for one
/// text, functions that `TF1` takes.
struct ROOTPrinter: FormulaPrinter, InfixNotation {
  static let name = "root"
  static let summary = "ROOT, a TFormula, or functions for TF1 where splines are left"
  static let fileExtension = "C"
  let digits: Int?

  init(digits: Int? = nil) { self.digits = digits }

  /// The longest formula that is handed to `TFormula` as one text.
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

  func document(_ program: Program) -> String {
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

  /// The text of one TFormula for each output; `nil` with piecewise polynomials and where it would be too long.
  func formulas(_ program: Program) -> [String]? {
    guard program.piecewisePolynomials.isEmpty, program.steps.count <= 64 else { return nil }
    var indexed = program
    indexed.inputs = []
    indexed.steps = []
    let places = Dictionary(
      uniqueKeysWithValues: program.inputs.enumerated().map { ($1.name, Expression.variable("x[\($0)]")) })
    // Brackets are no part of a name: these variables are written as they are.
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

  /// No package index has ROOT: the texts are compiled as what they are, C++ with the functions of TMath.
  static func trial(of cases: [LanguageTrial.Case]) -> LanguageTrial? {
    var files = ["TMath.h": mathShim, "TFormula.h": ""]
    var main = ["#include <cstdio>", "#include \"TMath.h\""]
    var calls: [String] = []
    for (n, item) in cases.enumerated() {
      let names = CodeNames(item.program, CPlusPlusPrinter.rules)
      let printer = ROOTPrinter()
      if let texts = printer.formulas(item.program) {
        for (j, text) in texts.enumerated() {
          main.append(
            "static double case\(n)_\(j)(const double *x, const double *) { (void)x; return \(text); }")
        }
      } else {
        files["case\(n).C"] = printer.document(item.program)
        main.append("#include \"case\(n).C\"")
      }
      let isShort = printer.formulas(item.program) != nil
      for point in item.points {
        calls.append(
          "  { const double x[] = {\((point + [0]).map { CPrinter().decimal($0) }.joined(separator: ", "))};")
        for j in item.program.outputs.indices {
          let long =
            item.program.outputs.count == 1
            ? "\(names.function)_tf1" : "\(names.function)_\(names.results[j])_tf1"
          calls.append("    std::printf(\"%.17g\\n\", \(isShort ? "case\(n)_\(j)" : long)(x, nullptr));")
        }
        calls.append("  }")
      }
    }
    files["main.cpp"] = (main + ["int main() {"] + calls + ["}"]).joined(separator: "\n") + "\n"
    return LanguageTrial(
      files: files,
      commands: [
        .init("g++", ["-std=c++11", "-Wall", "-O1", "main.cpp", "-o", "trial"]), .init("./trial", []),
      ])
  }

  private static let mathShim = """
    #include <cmath>
    namespace TMath {
    inline double Pi() { return 3.141592653589793; }
    inline double Sqrt(double x) { return std::sqrt(x); }
    inline double Power(double x, double y) { return std::pow(x, y); }
    inline double Exp(double x) { return std::exp(x); }
    inline double Log(double x) { return std::log(x); }
    inline double Sin(double x) { return std::sin(x); }
    inline double Cos(double x) { return std::cos(x); }
    inline double Tan(double x) { return std::tan(x); }
    inline double ASin(double x) { return std::asin(x); }
    inline double ACos(double x) { return std::acos(x); }
    inline double ATan(double x) { return std::atan(x); }
    inline double SinH(double x) { return std::sinh(x); }
    inline double CosH(double x) { return std::cosh(x); }
    inline double TanH(double x) { return std::tanh(x); }
    inline double ATanH(double x) { return std::atanh(x); }
    inline double Abs(double x) { return std::fabs(x); }
    inline double Erf(double x) { return std::erf(x); }
    }

    """
}
