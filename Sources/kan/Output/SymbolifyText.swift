import SwiftKAN

/// What became of each edge, for people, and the formula that follows.
struct SymbolifyText {
  let text: String

  init(_ account: SymbolifyAccount, formulas: [Formula], note: String? = nil) {
    var table = TextTable(["edge", "became", "misfit", "error before", "error after"], numbers: [2, 3, 4])
    for decision in account.decisions {
      table.add(
        decision.edge.description, decision.function ?? "stays a spline",
        decision.relativeError?.text(digits: 2) ?? "", decision.errorBefore.text(digits: 3),
        decision.errorAfter.text(digits: 3))
    }
    let laws = formulas.map {
      $0.equation(digits: 8) + "\n\n" + FormulaFacts($0).text
    }
    text = ([table.text] + laws + [note].compactMap { $0 }).joined(separator: "\n\n")
  }
}
