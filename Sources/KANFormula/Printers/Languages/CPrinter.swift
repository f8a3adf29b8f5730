/// C99: one function of doubles; several outputs go to an array.
package struct CPrinter: FormulaPrinter, InfixNotation {
  package static let name = "c"
  package static let summary = "C99, one function"
  package static let fileExtension = "c"
  let digits: Int?

  package init(digits: Int? = nil) { self.digits = digits }

  package static let rules = CodeNames.Rules(
    reserved: """
      auto break case char const continue default do double else enum extern float for goto if inline int long \
      register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while \
      main result exp log sin cos tan asin acos atan sinh cosh tanh atanh fabs erf sqrt pow j0 j1 jn y0 y1 yn gamma \
      lgamma tgamma abs div time index log2 log10 exp2 hypot ceil floor round trunc fmin fmax fma signgam M_PI NAN \
      INFINITY
      """)

  func integer(_ value: Int) -> String { "\(value).0" }
  package func decimal(_ value: Double) -> String {
    value.isFinite ? plainDecimal(value) : value.isNaN ? "NAN" : value > 0 ? "INFINITY" : "-INFINITY"
  }
  func constant(_ constant: NamedConstant) -> String { exactDecimal(constant.value) }

  func call(_ function: ElementaryFunction, _ argument: String) -> CodeText {
    switch function {
    case .abs: CodeText("fabs(\(argument))")
    case .sign: CodeText("((\(argument) > 0.0) - (\(argument) < 0.0))")
    default: CodeText("\(function.rawValue)(\(argument))")
    }
  }

  func power(_ base: CodeText, _ text: CodeText, exponent: Expression) -> CodeText {
    if base.isWord, exponent == 2 { return CodeText("\(base.text) * \(base.text)", .product) }
    return CodeText("pow(\(base.text), \(text.text))")
  }

  package func document(_ program: Program) -> String {
    let program = program.namingCommonSubexpressions().withDecimals
    let names = CodeNames(program, Self.rules)
    let writer = InfixWriter(self, names)
    var lines = ["#include <math.h>", ""]
    lines += CTables.lines(program, names, constant: "static const double")
    lines += program.documentation.map { "// \($0)" }
    let parameters = program.inputs.map { "double \(names[$0.name])" }
    if program.outputs.count == 1 {
      let list = parameters.isEmpty ? "void" : parameters.joined(separator: ", ")
      lines.append("double \(names.function)(\(list)) {")
    } else {
      let list = (parameters + ["double result[\(program.outputs.count)]"]).joined(separator: ", ")
      lines.append("void \(names.function)(\(list)) {")
    }
    for step in program.steps {
      lines.append("  const double \(names[step.name]) = \(writer.text(step.expression));")
    }
    for (j, output) in program.outputs.enumerated() {
      let value = writer.text(output.expression)
      lines.append(
        program.outputs.count == 1 ? "  return \(value);" : "  result[\(j)] = \(value);  // \(output.name)")
    }
    return (lines + ["}"]).joined(separator: "\n") + "\n"
  }
}

/// Piecewise polynomials as tables and functions that C and C++ share.
enum CTables {
  static func lines(_ program: Program, _ names: CodeNames, constant: String) -> [String] {
    let polynomials = program.piecewisePolynomials
    if polynomials.isEmpty { return [] }
    let helper = names.helper("piecewise")
    var lines = [
      "// The polynomial that applies at x, in powers of the distance from the break on its left.",
      "static double \(helper)(double x, int count, const double *breaks, int width, const double *table) {",
      "  int p = 0;",
      "  while (p < count && breaks[p] <= x) p++;",
      "  const double u = x - breaks[p > 0 ? p - 1 : 0];",
      "  double y = 0.0;",
      "  for (int k = width - 1; k >= 0; k--) y = y * u + table[p * width + k];",
      "  return y;",
      "}",
    ]
    var breaks: [[Double]: String] = [:]
    for polynomial in polynomials {
      let name = names[polynomial]
      if breaks[polynomial.breaks] == nil {
        breaks[polynomial.breaks] = "\(name)_breaks"
        lines.append("\(constant) \(name)_breaks[] = {\(list(polynomial.breaks))};")
      }
      lines.append("\(constant) \(name)_table[] = {\(list(polynomial.table))};")
      lines.append("static double \(name)(double x) {")
      lines.append(
        "  return \(helper)(x, \(polynomial.breaks.count), \(breaks[polynomial.breaks] ?? ""), "
          + "\(polynomial.degree + 1), \(name)_table);")
      lines.append("}")
    }
    return lines + [""]
  }

  private static func list(_ values: [Double]) -> String {
    values.map(\.description).joined(separator: ", ")
  }
}
