/// MATLAB and Octave: a function file that works element by element; outside the domain it gives complex numbers, as the
/// functions of these languages do.
package struct MATLABPrinter: FormulaPrinter, InfixNotation {
  package static let name = "matlab"
  package static let summary = "MATLAB and Octave, a function of numbers or arrays"
  package static let fileExtension = "m"
  let digits: Int?

  package init(digits: Int? = nil) { self.digits = digits }

  package static let rules = CodeNames.Rules(
    reserved: """
      break case catch classdef continue else elseif end for function global if otherwise parfor persistent return \
      spmd switch try while do until unwind_protect endfunction endif endfor endwhile exp log sin cos tan asin acos \
      atan sinh cosh tanh atanh abs sign erf sqrt pi i j Inf NaN e eps size zeros max reshape ones ans
      """)

  var times: String { " .* " }
  var over: String { " ./ " }

  package func decimal(_ value: Double) -> String {
    value.isFinite ? plainDecimal(value) : value.isNaN ? "NaN" : value > 0 ? "Inf" : "-Inf"
  }
  func power(_ base: CodeText, _ text: CodeText, exponent: Expression) -> CodeText {
    CodeText("\(base.within(.atom)).^\(text.within(.atom))", .power)
  }

  package func document(_ program: Program) -> String {
    let program = program.namingCommonSubexpressions().withDecimals
    let names = CodeNames(program, Self.rules)
    let writer = InfixWriter(self, names)
    let parameters = program.inputs.map { names[$0.name] }.joined(separator: ", ")
    let results = names.results.count == 1 ? names.results[0] : "[\(names.results.joined(separator: ", "))]"
    var lines = ["function \(results) = \(names.function)(\(parameters))"]
    lines += program.documentation.map { "  % \($0)" }
    lines += program.steps.map { "  \(names[$0.name]) = \(writer.text($0.expression));" }
    for (name, output) in zip(names.results, program.outputs) {
      lines.append("  \(name) = \(writer.text(output.expression));")
    }
    return (lines + ["end"] + tables(program, names)).joined(separator: "\n") + "\n"
  }

  private func tables(_ program: Program, _ names: CodeNames) -> [String] {
    let polynomials = program.piecewisePolynomials
    if polynomials.isEmpty { return [] }
    let helper = names.helper("piecewise")
    var lines: [String] = []
    for polynomial in polynomials {
      let rows = (0..<polynomial.pieceCount).map { p in
        polynomial.table[p * (polynomial.degree + 1)..<(p + 1) * (polynomial.degree + 1)].map(\.description)
          .joined(separator: ", ")
      }
      lines += ["", "function y = \(names[polynomial])(x)", "  breaks = \(polynomial.breaks);"]
      lines += ["  pieces = [\(rows.joined(separator: "; ..." + "\n    "))];"]
      lines += ["  y = \(helper)(x, breaks, pieces);", "end"]
    }
    return lines + [
      "",
      "% The polynomial that applies at x, in powers of the distance from the break on its left.",
      "function y = \(helper)(x, breaks, pieces)",
      "  p = ones(size(x));",
      "  for b = breaks",
      "    p = p + (x >= b);",
      "  end",
      "  u = x - reshape(breaks(max(p - 1, 1)), size(x));",
      "  y = zeros(size(x));",
      "  for k = size(pieces, 2):-1:1",
      "    y = y .* u + reshape(pieces(p, k), size(x));",
      "  end",
      "end",
    ]
  }
}
