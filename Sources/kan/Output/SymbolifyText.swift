import SwiftKAN

/// The decision on each edge and the resulting formula, as readable text.
struct SymbolifyText {
  let text: String

  init(
    _ account: Network.SymbolifyAccount, formulas: [Formula], wholes: [WholeFormula] = [],
    notes: [String] = []
  ) {
    var table = TextTable(["edge", "became", "misfit", "error before", "error after"], numbers: [2, 3, 4])
    for decision in account.decisions {
      table.add(
        decision.edge.description, decision.function ?? "stays a spline",
        decision.relativeError?.text(digits: 2) ?? "", decision.errorBefore.text(digits: 3),
        decision.errorAfter.text(digits: 3))
    }
    // The short formula of an output comes first: that of its edges may fill the screen.
    let short = wholes.map { whole in
      Self.text(of: whole, beside: formulas.first { $0.outputName == whole.output })
    }
    let laws = formulas.map { formula in
      (wholes.contains { $0.output == formula.outputName } ? "edge by edge: " : "")
        + formula.equation(digits: 8)
        + "\n\n" + FormulaFacts(formula).text
    }
    text = ([table.text] + short + laws + notes).joined(separator: "\n\n")
  }

  /// The formula of a whole output, its error, and how much shorter it is.
  private static func text(of whole: WholeFormula, beside own: Formula?) -> String {
    let nodes = whole.formula.expression.complexity
    var words = own.map { "\(nodes) nodes instead of \($0.expression.complexity)" } ?? "\(nodes) nodes"
    if let error = whole.relativeError {
      words +=
        ", with an error of \((100 * error).text(digits: 2)) % of the standard deviation of the network's output within the ranges of its grids"
    }
    return "as a whole: " + whole.formula.equation(digits: 5) + "\n\n" + words
      + "; `kan distil` shows the alternatives and how one is chosen"
  }
}
