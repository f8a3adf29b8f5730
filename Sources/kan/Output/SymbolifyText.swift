import SwiftKAN

/// What became of each edge, for people, and the formula that follows.
struct SymbolifyText {
  let text: String

  init(_ account: SymbolifyAccount) {
    text = account.formulas.map { "\($0.outputName) = \($0.text)\n\n" + FormulaFacts($0).text }
      .joined(separator: "\n\n")
  }
}
