/// Swift: a function of numbers and one of columns.
///
/// A formula of arithmetic, square roots and splines is generic over `BinaryFloatingPoint`; one that needs the mathematics library
/// is a function of `Double`, the type that the library supports everywhere.
package struct SwiftPrinter: FormulaPrinter, InfixNotation {
  /// The name that users type after `--format`.
  package static let name = "swift"
  /// A short description for the list of languages.
  package static let summary = "Swift, functions of numbers and of columns"
  /// The file name extension, without the dot.
  package static let fileExtension = "swift"
  /// Significant digits of measured constants; `nil` for the shortest text that reads back exactly.
  package var digits: Int?

  /// A printer; by default with all digits of measured constants.
  package init(digits: Int? = nil) { self.digits = digits }

  /// The keywords of the language, and the names that the code itself uses.
  package static let rules = CodeNames.Rules(
    reserved: "Double Int Array Number BinaryFloatingPoint Foundation s " + """
      as associatedtype break case catch class continue default defer deinit do else enum extension fallthrough \
      false fileprivate for func guard if import in init inout internal is let nil open operator precedencegroup \
      private protocol public repeat rethrows return self Self static struct subscript super switch throw throws \
      true try typealias var where while any Any exp log sin cos tan asin acos atan sinh cosh \
      tanh atanh erf pow zip precondition
      """)

  func power(_ base: CodeText, _ text: CodeText, exponent: Expression) -> CodeText {
    CodeText("pow(\(base.text), \(text.text))")
  }

  /// The program as a self-contained text.
  package func document(_ program: Program) -> String {
    let program = program.namingCommonSubexpressions().withDecimals
    let names = CodeNames(program, Self.rules)
    let isGeneric = program.isAlgebraic
    let type = isGeneric ? "Number" : "Double"
    let generics = isGeneric ? "<Number: BinaryFloatingPoint>" : ""
    var writer = SwiftStatementWriter(self, names, type: type)
    for step in program.steps { writer.define(step.name, step.expression) }
    let results = program.outputs.map { writer.write($0.expression) }
    let isSingle = results.count == 1
    let parameters = program.inputs.map { names[$0.name] }

    func list(_ items: [String]) -> String {
      isSingle
        ? items[0] : "(" + zip(names.results, items).map { "\($0): \($1)" }.joined(separator: ", ") + ")"
    }
    var lines = isGeneric ? [] : ["import Foundation", ""]
    lines += program.documentation.map { "/// \($0)" }
    let scalars = parameters.map { "\($0): \(type)" }.joined(separator: ", ")
    lines.append(
      "public func \(names.function)\(generics)(\(scalars)) -> \(list(results.map { _ in type })) {")
    lines += writer.statements.map { "  \($0)" }
    lines += ["  return \(list(results))", "}"]
    if let first = parameters.first {
      let columns = parameters.map { "\($0): [\(type)]" }.joined(separator: ", ")
      let arguments = parameters.map { "\($0): \($0)[s]" }.joined(separator: ", ")
      lines += ["", "/// The same for every row of columns of equal length."]
      lines.append(
        "public func \(names.function)\(generics)(\(columns)) -> \(list(results.map { _ in "[\(type)]" })) {"
      )
      for other in parameters.dropFirst() {
        lines.append("  precondition(\(other).count == \(first).count, \"the columns differ in length\")")
      }
      let call = "\(names.function)(\(arguments))"
      if isSingle {
        lines.append("  return \(first).indices.map { s in \(call) }")
      } else {
        lines.append("  let rows = \(first).indices.map { s in \(call) }")
        lines.append("  return \(list(names.results.map { "rows.map(\\.\($0))" }))")
      }
      lines.append("}")
    }
    if program.uses(.sign) {
      lines += [
        "",
        "private func \(names.helper("sign"))\(generics)(_ x: \(type)) -> \(type) { x > 0 ? 1 : x < 0 ? -1 : x }",
      ]
    }
    return (lines + tables(program, names, generics, type)).joined(separator: "\n") + "\n"
  }

  private func tables(_ program: Program, _ names: CodeNames, _ generics: String, _ type: String) -> [String]
  {
    let polynomials = program.piecewisePolynomials
    if polynomials.isEmpty { return [] }
    let helper = names.helper("piecewise")
    let number = type == "Double" ? "" : "Number"
    var lines: [String] = []
    for polynomial in polynomials {
      let name = names[polynomial]
      lines += ["", "private let \(name)_breaks: [Double] = \(polynomial.breaks)"]
      lines.append("private let \(name)_table: [Double] = \(polynomial.table)")
      lines.append("private func \(name)\(generics)(_ x: \(type)) -> \(type) {")
      lines += ["  \(helper)(x, \(name)_breaks, \(polynomial.degree + 1), \(name)_table)", "}"]
    }
    func converted(_ text: String) -> String { number.isEmpty ? text : "\(number)(\(text))" }
    return lines + [
      "", "/// The polynomial that applies at x, in powers of the distance from the break on its left.",
      "private func \(helper)\(generics)(_ x: \(type), _ breaks: [Double], _ width: Int, _ table: [Double]) -> \(type) {",
      "  var p = 0", "  while p < breaks.count, \(converted("breaks[p]")) <= x { p += 1 }",
      "  let u = x - \(converted("breaks[p > 0 ? p - 1 : 0]"))", "  var y: \(type) = 0",
      "  for k in (p * width..<(p + 1) * width).reversed() { y = y * u + \(converted("table[k]")) }",
      "  return y", "}",
    ]
  }
}

extension Program {
  /// Whether it needs only arithmetic and square roots.
  var isAlgebraic: Bool {
    var result = true
    forEachNode { node in
      switch node {
      case .function(let f, _) where f != .abs && f != .sign: result = false
      case .power(_, let exponent):
        guard let p = exponent.rationalValue else { return result = false }
        let isMultiplied = p.isInteger && p.magnitude <= 4
        if !isMultiplied && p.magnitude != .half { result = false }
      default: break
      }
    }
    return result
  }
}
