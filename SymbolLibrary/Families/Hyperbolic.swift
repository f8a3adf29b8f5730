import KANFormula

extension SymbolCatalog {
  /// Hyperbolic functions.
  static let hyperbolic: [Symbol] = [
    Symbol(name: "tanh", expression: .tanh(x), complexity: 2),
    Symbol(name: "sinh", expression: .sinh(x), complexity: 3),
    Symbol(name: "cosh", expression: .cosh(x), complexity: 3),
    Symbol(name: "atanh", expression: .artanh(x), domain: .open(lower: -1, upper: 1), complexity: 3),
  ]
}
