import KANFormula

extension SymbolCatalog {
  /// Functions with a kink or a jump at 0. They are defined on the whole line; the rate is absorbed up to its
  /// sign, which parity moves outside.
  static let kinks: [Symbol] = [
    Symbol(name: "abs", expression: .abs(x), gauge: .rateAbsorbed, complexity: 3),
    Symbol(name: "sign", expression: .sign(x), gauge: .rateAbsorbed, complexity: 4),
  ]
}
