import KANFormula

/// A formula as a piece of LaTeX that `\input` takes into any document: one equation and how well it holds.
struct LaTeXFragment {
  let text: String

  /// Writes `formula` with `digits` significant digits of its measured constants.
  init(_ formula: Formula, digits: Int = 6) {
    var lines = ["% Found by SwiftKAN \(packageVersion)."]
    for part in formula.fidelity {
      lines.append("% \(part.part): \(part.count) rows, RMSE \(part.rmse), R^2 \(part.rSquared)")
    }
    for variable in formula.variables {
      guard let range = variable.range else { continue }
      lines.append("% \(variable.name) in [\(range.lowerBound), \(range.upperBound)]")
    }
    lines += ["\\begin{equation}", "  " + formula.latex(digits: digits), "\\end{equation}"]
    text = lines.map { $0.filter { !$0.isNewline } }.joined(separator: "\n") + "\n"
  }
}
