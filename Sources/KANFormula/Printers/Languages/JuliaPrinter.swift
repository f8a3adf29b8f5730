/// Julia: one function of numbers, to be broadcast over arrays with a dot; outside its domain it throws a `DomainError`
/// as Julia's own functions do.
package struct JuliaPrinter: FormulaPrinter, InfixNotation {
  package static let name = "julia"
  package static let summary = "Julia, a function that broadcasts"
  package static let fileExtension = "jl"
  let digits: Int?

  package init(digits: Int? = nil) { self.digits = digits }

  package static let rules = CodeNames.Rules(
    reserved: """
      abstract baremodule begin break catch const continue do else elseif end export false finally for function \
      global if import in isa let local macro module mutable new primitive quote return struct true try type using \
      where while exp log sin cos tan asin acos atan sinh cosh tanh atanh abs sign erf sqrt pi im Inf NaN evalpoly \
      max searchsortedlast
      """)

  package func decimal(_ value: Double) -> String {
    value.isFinite ? plainDecimal(value) : value.isNaN ? "NaN" : value > 0 ? "Inf" : "-Inf"
  }

  func power(_ base: CodeText, _ text: CodeText, exponent: Expression) -> CodeText {
    CodeText("\(base.within(.atom))^\(text.within(.atom))", .power)
  }

  package func document(_ program: Program) -> String {
    let program = program.namingCommonSubexpressions().withDecimals
    let names = CodeNames(program, Self.rules)
    let writer = InfixWriter(self, names)
    var lines = program.uses(.erf) ? ["using SpecialFunctions: erf", ""] : []
    let polynomials = program.piecewisePolynomials
    if !polynomials.isEmpty {
      lines += [
        "# The polynomial that applies at x, in powers of the distance from the break on its left.",
        "function \(names.helper("piecewise"))(x, breaks, pieces)",
        "    p = searchsortedlast(breaks, x)",
        "    return evalpoly(x - breaks[max(p, 1)], pieces[p + 1])", "end", "",
      ]
    }
    for polynomial in polynomials {
      let rows = (0..<polynomial.pieceCount).map { p in
        let row = polynomial.table[p * (polynomial.degree + 1)..<(p + 1) * (polynomial.degree + 1)]
        // A trailing comma, for tuples of one.
        return "    (\(row.map(\.description).joined(separator: ", ")),),"
      }
      lines += ["const \(names[polynomial])_pieces = ["] + rows + ["]"]
      lines.append(
        "\(names[polynomial])(x) = \(names.helper("piecewise"))(x, \(polynomial.breaks), \(names[polynomial])_pieces)"
      )
      lines.append("")
    }
    lines += program.documentation.map { "# \($0)" }
    let parameters = program.inputs.map { names[$0.name] }.joined(separator: ", ")
    lines.append("function \(names.function)(\(parameters))")
    lines += program.steps.map { "    \(names[$0.name]) = \(writer.text($0.expression))" }
    lines.append("    return " + program.outputs.map { writer.text($0.expression) }.joined(separator: ", "))
    return (lines + ["end"]).joined(separator: "\n") + "\n"
  }
}
