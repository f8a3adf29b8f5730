import KANFormula

extension SymbolCatalog {
  /// Roots of 1 − x²: the height of a circle and, with x = v/c, the factors of special relativity.
  static let circular: [Symbol] = [
    Symbol(
      name: "circle", expression: (1 - x.pow(2)).sqrt(), domain: .closed(lower: -1, upper: 1), complexity: 4),
    Symbol(
      name: "lorentzfactor", expression: (1 - x.pow(2)).pow(.rational(-.half)),
      domain: .open(lower: -1, upper: 1),
      complexity: 4),
  ]
}
