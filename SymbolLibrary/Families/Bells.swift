import KANFormula

extension SymbolCatalog {
  /// Peaks of finite width.
  static let bells: [Symbol] = [
    Symbol(name: "gaussian", expression: .exp(-x.pow(2)), complexity: 3),
    Symbol(name: "lorentzian", expression: (x.pow(2) + 1).pow(-1), complexity: 3),
  ]
}
