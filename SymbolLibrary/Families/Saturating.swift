import KANFormula

extension SymbolCatalog {
  /// Steps from one level to another. tanh, the same curve as the logistic function, is among the hyperbolic functions.
  static let saturating: [Symbol] = [
    Symbol(name: "logistic", expression: (1 + .exp(-x)).pow(-1), complexity: 3)
  ]
}
