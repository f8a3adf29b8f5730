import KANFormula

extension SymbolCatalog {
  /// Circular functions and their inverses. cos is a shifted sin; both are offered because users ask for
  /// either, and a search that has sin needs no cos.
  static let trigonometric: [Symbol] = [
    Symbol(name: "sin", expression: .sin(x), complexity: 2),
    Symbol(name: "cos", expression: .cos(x), complexity: 2),
    Symbol(
      name: "tan", expression: .tan(x), domain: .betweenPoles(first: Double.pi / 2, period: Double.pi),
      complexity: 3),
    Symbol(name: "asin", expression: .arcsin(x), domain: .closed(lower: -1, upper: 1), complexity: 3),
    Symbol(name: "acos", expression: .arccos(x), domain: .closed(lower: -1, upper: 1), complexity: 3),
    Symbol(name: "atan", expression: .arctan(x), complexity: 3),
  ]
}
